// Where the rotation page shows something.

/** The page at a scope, with what else its address says. */
export function rotationAddress(
  scopePath: string,
  view: Readonly<Record<string, string>> = {},
): string {
  return `/rotation?${new URLSearchParams({ scope: scopePath, ...view })}`;
}
