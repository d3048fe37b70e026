// Reads a flat JSON object in the order, and with the numbers, in which it was written.

import { ruleBroken } from '../errors';
import { faultyRow, textRow } from './import-row';
import type { ImportRow } from './import-row';

const SPACE = /[ \t\r\n]/;

/** One row per member of the outer object; nothing is put into an object, so no name can pollute one. */
export function readJson(text: string): ImportRow[] {
  checkSyntax(text);
  const rows: ImportRow[] = [];
  const counter = { at: 0, line: 1 };
  let at = skip(text, 0);
  if (text[at] !== '{') throw ruleBroken('/text', 'import_object', NOT_AN_OBJECT);
  for (at = skip(text, at + 1); text[at] !== '}';) {
    const endOfName = tokenEnd(text, at);
    const key = JSON.parse(text.slice(at, endOfName)) as string;
    const line = lineAt(text, at, counter);
    const begin = skip(text, skip(text, endOfName) + 1);
    const end = tokenEnd(text, begin);
    rows.push(rowOf(key, text.slice(begin, end), line));
    at = skip(text, end);
    if (text[at] === ',') at = skip(text, at + 1);
  }
  return rows;
}

function rowOf(key: string, source: string, line: number): ImportRow {
  const first = source[0];
  if (first === '{' || first === '[') return faultyRow(key, line, 'nested', NESTED);
  if (source === 'null') return faultyRow(key, line, 'value_empty', NO_VALUE);
  return textRow(key, first === '"' ? (JSON.parse(source) as string) : source, line);
}

/** Everything after this may rely on a complete JSON text (RFC 8259). The parser's message quotes it. */
function checkSyntax(text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const at = position === undefined ? text.length : Number(position);
    const line = text.slice(0, at).split('\n').length;
    throw ruleBroken('/text', 'import_json', `Line ${line}: this is no complete JSON text.`);
  }
}

function skip(text: string, from: number): number {
  let at = from;
  while (SPACE.test(text[at] ?? '')) at += 1;
  return at;
}

/** The index behind the value that begins at `start`. */
function tokenEnd(text: string, start: number): number {
  if (text[start] === '"') return stringEnd(text, start);
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"') at = stringEnd(text, at) - 1;
    else if (character === '{' || character === '[') depth += 1;
    else if (depth === 0 && (character === ',' || character === '}' || SPACE.test(character))) {
      return at;
    } else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Counts on from where the last line was asked for. */
function lineAt(text: string, at: number, counter: { at: number; line: number }): number {
  for (; counter.at < at; counter.at += 1) if (text[counter.at] === '\n') counter.line += 1;
  return counter.line;
}

const NOT_AN_OBJECT = 'Send one JSON object whose names are secrets.';
const NO_VALUE = 'Give a value of at least one byte.';
export const NESTED = 'Only texts, numbers, true and false can be values: this one is nested.';
