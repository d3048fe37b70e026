// E-mail addresses as they are compared and stored.

/** Trimmed and lower-cased; unique per installation in this form. */
export function normalizeEmail(text: string): string {
  return text.trim().toLowerCase();
}
