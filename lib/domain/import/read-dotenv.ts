// Reads .env files: quotes, values of several lines, `export`, comments. Nothing is interpolated.
// The usual library keeps no lines, drops what it does not understand and cuts a password at its
// first `#`; here whatever is not understood is a row that says so.

import { faultyRow, textRow } from './import-row';
import type { ImportRow } from './import-row';

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([^\s=#"'`]+)[ \t]*=/;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const REST = /^[ \t]*(?:#.*)?$/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** `text` has LF line ends. One row per assignment, and one per line that is neither that nor empty. */
export function readDotenv(text: string): ImportRow[] {
  const rows: ImportRow[] = [];
  let line = 1;
  for (let at = 0; at < text.length;) {
    const end = endOfLine(text, at);
    const read = readEntry(text, at, end, line);
    if (read.row) rows.push(read.row);
    line += countBreaks(text, at, read.end) + 1;
    at = read.end + 1;
  }
  return rows;
}

/** `end` is the index of the line break behind the entry. */
interface Entry {
  readonly row: ImportRow | null;
  readonly end: number;
}

function readEntry(text: string, at: number, end: number, line: number): Entry {
  const source = text.slice(at, end);
  if (REST.test(source)) return { row: null, end };
  const match = ASSIGNMENT.exec(source);
  if (!match?.[1]) return { row: faultyRow('', line, 'line', NO_ASSIGNMENT), end };
  // What is no name may be part of a value that was not quoted: it is not shown.
  const key = match[1];
  const shown = NAME.test(key) ? key : '';
  const begin = at + match[0].length;
  const open = begin + (/^[ \t]*/.exec(text.slice(begin, end))?.[0].length ?? 0);
  const quote = text[open];
  if (quote !== '"' && quote !== "'" && quote !== '`') {
    return { row: named(key, shown, unquoted(text.slice(begin, end)), line), end };
  }
  const close = closingQuote(text, open, quote);
  if (close < 0) return { row: faultyRow(shown, line, 'quote_open', QUOTE_OPEN), end };
  const last = endOfLine(text, close);
  if (!REST.test(text.slice(close + 1, last))) {
    return { row: faultyRow(shown, line, 'quote_rest', QUOTE_REST), end: last };
  }
  const inner = text.slice(open + 1, close);
  return { row: named(key, shown, quote === '"' ? unescaped(inner) : inner, line), end: last };
}

function named(key: string, shown: string, value: string, line: number): ImportRow {
  const row = textRow(key, value, line);
  return row.fault ? { ...row, key: shown } : row;
}

/** A `#` begins a comment only behind a space: many passwords have one. */
function unquoted(source: string): string {
  return source.replace(/[ \t]#.*$/, '').trim();
}

/** Between double quotes a backslash escapes; between the others nothing does. */
function closingQuote(text: string, open: number, quote: string): number {
  if (quote !== '"') return text.indexOf(quote, open + 1);
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return -1;
}

function unescaped(inner: string): string {
  return inner.replace(/\\([nrt"\\$`])/g, (_all, one: string) => ESCAPES[one] ?? one);
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

function countBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
    count += 1;
  }
  return count;
}

const NO_ASSIGNMENT = 'This line is no KEY=value. A value of several lines needs quotes around it.';
const QUOTE_OPEN = 'The quote that opens here is never closed.';
const QUOTE_REST = 'There is text behind the closing quote. Leave it out, or escape quotes inside.';
