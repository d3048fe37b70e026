// Whether the columns beside an event say what its text says: lists go by them, and hashes by the text.

import 'server-only';
import { targetFieldOf } from '@/lib/domain/audit-target';
import { fromTypeId, ID_PREFIXES } from '@/lib/domain/ids';
import type { IdKind } from '@/lib/domain/ids';
import { readJson } from '@/lib/domain/json-text';

const KNOWN_MAX = 4096;
const KINDS = Object.keys(ID_PREFIXES) as IdKind[];

/**
 * What stands in each text that has certain columns: at its beginning, among its details, and before no
 * reference to something there.
 */
interface Marks {
  readonly begin: string;
  readonly within: readonly string[];
  readonly never: string | null;
}

const AT = '},"at":"';
/** Of a time, a log and what stands between them, before the first of the details. */
const CHARACTERS_TO_DETAILS = `${AT}2026-01-01T00:00:00.000Z","chain":"","details":`.length + 36;

/** For the events of one log; it remembers what their columns look like in a text. */
export class IndexChecker {
  readonly #known = new Map<string, Marks>();
  /** Of the event before, which the next is often like. */
  #columns = '';
  #marks: Marks | undefined;

  /** `index` as `LogRow` has it. Of an erased event nothing but the ids can be checked: there are none. */
  agrees(text: string | null, index: string): boolean {
    const cut = index.indexOf('|');
    const columns = index.slice(cut + 1);
    if (text === null)
      return columns.endsWith('|||') && columns.indexOf('|') === columns.length - 3;
    if (columns !== this.#columns) {
      this.#columns = columns;
      this.#marks = this.#known.get(columns);
    }
    const time = index.slice(0, cut);
    if (this.#marks && bears(text, this.#marks, time)) return true;
    const told = toldIndex(text);
    if (told?.columns !== columns || !isTime(told.at, 0, time)) return false;
    if (this.#known.size >= KNOWN_MAX) this.#known.clear();
    this.#known.set(columns, told.marks);
    this.#marks = told.marks;
    return true;
  }
}

/** Within a string of canonical JSON no quote stands unescaped, so these are members and nothing else. */
function bears(text: string, { begin, within, never }: Marks, time: string): boolean {
  if (!standsAt(text, 0, begin)) return false;
  const at = text.indexOf(AT, begin.length);
  if (at < 0 || !isTime(text, at + AT.length, time)) return false;
  const details = at + CHARACTERS_TO_DETAILS;
  for (const mark of within) if (text.indexOf(mark, details) < 0) return false;
  return never === null || !refersAs(text, details, never);
}

/** As `startsWith`, which takes a character at a time and would cost as much as half a hash. */
function standsAt(text: string, at: number, part: string): boolean {
  return text.slice(at, at + part.length) === part;
}

const REF = '{"id":"';

function refersAs(text: string, from: number, name: string): boolean {
  for (let at = text.indexOf(REF, from); at >= 0; at = text.indexOf(REF, at + REF.length)) {
    if (standsAt(text, at - name.length, name)) return true;
  }
  return false;
}

const DATE = 10;
const SECONDS = 19;
const ZERO = '.000Z';

/** Whether the text says `2026-01-01T00:00:00.120Z` there, and the column `2026-01-01 00:00:00.12+00`. */
function isTime(text: string, at: number, column: string): boolean {
  const fraction = column.slice(SECONDS, -3);
  const to = at + SECONDS + fraction.length;
  return (
    standsAt(text, at, column.slice(0, DATE)) &&
    text[at + DATE] === 'T' &&
    text.slice(at + DATE + 1, to) === column.slice(DATE + 1, -3) &&
    standsAt(text, to, ZERO.slice(fraction.length)) &&
    fraction.length < ZERO.length &&
    standsAt(column, column.length - 3, '+00')
  );
}

interface Ref {
  readonly id?: string;
}

interface Told {
  readonly at: string;
  readonly action: string;
  readonly actor: Ref;
  readonly details: Readonly<Record<string, unknown>> & { readonly scope?: Ref | null };
}

function toldIndex(text: string): { at: string; columns: string; marks: Marks } | null {
  const told = readJson(text) as Told | null;
  if (!told?.actor || !told.details) return null;
  const { action, actor, details } = told;
  const field = targetFieldOf(details) ?? ('user' in details ? null : 'scope');
  const target = field && (details[field] as Ref | null | undefined);
  const columns = [action, ...[actor, target, details.scope].map(uuidOf)].join('|');
  const within = [
    ...(target?.id ? [`"${field}":{"id":"${target.id}"`] : []),
    ...(details.scope?.id ? [`"scope":{"id":"${details.scope.id}"`] : []),
  ];
  const begin = `{"action":${JSON.stringify(action)},"actor":{${
    actor.id === undefined ? '"kind":' : `"id":${JSON.stringify(actor.id)},`
  }`;
  const never = target?.id ? (details.scope?.id ? null : '"scope":') : ':';
  return { at: told.at, columns, marks: { begin, within, never } };
}

function uuidOf(ref: Ref | null | undefined): string {
  return ref?.id === undefined ? '' : (fromTypeId(KINDS, ref.id) ?? ref.id);
}
