// Where focus goes when the button it came from is no longer there.

/** The heading of the versions in the open sheet, or null. */
export function versionsHeading(): HTMLElement | null {
  return document.getElementById('versions');
}
