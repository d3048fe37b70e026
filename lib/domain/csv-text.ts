// Comma-separated values (RFC 4180) that no spreadsheet takes for a formula.

/** What spreadsheets begin a formula with, also behind spaces that they cut off. */
const FORMULA = /^[\s]*[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/;

/** Every field is quoted; one that could be a formula is preceded by an apostrophe. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

function csvField(field: string | number | null): string {
  if (typeof field === 'number') return String(field);
  const text = field ?? '';
  return `"${FORMULA.test(text) ? "'" : ''}${text.replaceAll('"', '""')}"`;
}
