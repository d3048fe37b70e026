// The rows of a backup as text: each table under a line that names it, ended as psql ends one.

import 'server-only';

const NEWLINE = 0x0a;
const END = Buffer.from('\\.\n');
const HEADER_BYTES_MAX = 64 * 1024;

/** The line before the rows of a table; `table` as COPY names it with its columns. */
export function tableLine(table: string): Buffer {
  return Buffer.from(`COPY ${table} FROM stdin;\n`);
}

export const TABLE_END = END;

export type RowsPart =
  | { readonly kind: 'table'; readonly line: string }
  /** Whole rows. */
  | { readonly kind: 'rows'; readonly rows: Buffer }
  | { readonly kind: 'end' };

/** COPY writes a line break within a value as two letters: one row, one line. */
export function countRows(rows: Uint8Array): number {
  let count = 0;
  for (let at = rows.indexOf(NEWLINE); at >= 0; at = rows.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

/** Cuts a stream of such text into its parts. Throws a RangeError for text that is none. */
export async function* readParts(chunks: AsyncIterable<Buffer>): AsyncGenerator<RowsPart> {
  let rest: Buffer = Buffer.alloc(0);
  let within = false;
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const part = within ? nextRows(rest) : nextTable(rest);
      if (!part) break;
      if (part.rows.length > 0) yield { kind: 'rows', rows: part.rows };
      if (part.line !== null) yield { kind: 'table', line: part.line };
      if (part.ended) yield { kind: 'end' };
      if (part.line !== null || part.ended) within = !within;
      rest = rest.subarray(part.taken);
    }
  }
  if (within || rest.length > 0) throw new RangeError('The rows are cut off.');
}

interface Cut {
  readonly rows: Buffer;
  readonly line: string | null;
  readonly ended: boolean;
  readonly taken: number;
}

const NONE = Buffer.alloc(0);

function nextTable(text: Buffer): Cut | null {
  const end = text.indexOf(NEWLINE);
  if (end < 0 && text.length > HEADER_BYTES_MAX) throw new RangeError('A table has no name.');
  if (end < 0) return null;
  return { rows: NONE, line: text.toString('utf8', 0, end), ended: false, taken: end + 1 };
}

/** A row is never `\.` alone: COPY doubles a backslash that is part of a value. */
function nextRows(text: Buffer): Cut | null {
  for (let at = text.indexOf(END); at >= 0; at = text.indexOf(END, at + 1)) {
    if (at > 0 && text[at - 1] !== NEWLINE) continue;
    return { rows: text.subarray(0, at), line: null, ended: true, taken: at + END.length };
  }
  // The last line may be the beginning of the end.
  const last = text.lastIndexOf(NEWLINE);
  if (last < 0) return null;
  return { rows: text.subarray(0, last + 1), line: null, ended: false, taken: last + 1 };
}
