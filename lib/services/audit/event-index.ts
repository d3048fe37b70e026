// Whether the columns beside an event say what its text says: lists go by them, and hashes by the text.

import 'server-only';
import { targetFieldOf } from '@/lib/domain/audit-target';
import { fromTypeId, ID_PREFIXES } from '@/lib/domain/ids';
import type { IdKind } from '@/lib/domain/ids';
import { readJson } from '@/lib/domain/json-text';

const KNOWN_MAX = 4096;
const KINDS = Object.keys(ID_PREFIXES) as IdKind[];

/** What stands in each text that has certain columns: at its beginning, among its details, and nowhere there. */
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
  #day = '';
  #dayMs = 0;

  /** `index` as `LogRow` has it. Of an erased event nothing but the ids can be checked: there are none. */
  agrees(text: string | null, index: string): boolean {
    const cut = index.indexOf('|');
    const columns = index.slice(cut + 1);
    if (text === null)
      return columns.endsWith('|||') && columns.indexOf('|') === columns.length - 3;
    const ms = Number(index.slice(0, cut)) * 1000;
    const marks = this.#known.get(columns);
    if (marks && this.#bears(text, marks, ms)) return true;
    const told = toldIndex(text);
    if (told?.columns !== columns || !isSame(Date.parse(told.at), ms)) return false;
    if (this.#known.size >= KNOWN_MAX) this.#known.clear();
    this.#known.set(columns, told.marks);
    return true;
  }

  /** Within a string of canonical JSON no quote stands unescaped, so these are members and nothing else. */
  #bears(text: string, { begin, within, never }: Marks, ms: number): boolean {
    if (!text.startsWith(begin)) return false;
    const at = text.indexOf(AT, begin.length);
    if (at < 0 || !isSame(this.#instantAt(text, at + AT.length), ms)) return false;
    const details = at + CHARACTERS_TO_DETAILS;
    for (const mark of within) if (!text.includes(mark, details)) return false;
    return never === null || !text.includes(never, details);
  }

  /** As `Date.parse` of the 24 characters there, which would take longer than to hash the event. */
  #instantAt(text: string, at: number): number {
    const day = text.slice(at, at + 10);
    if (day !== this.#day) {
      this.#day = day;
      this.#dayMs = Date.parse(`${day}T00:00:00.000Z`);
    }
    const two = (from: number) =>
      text.charCodeAt(at + from) * 10 + text.charCodeAt(at + from + 1) - 528;
    const seconds = (two(11) * 60 + two(14)) * 60 + two(17);
    return this.#dayMs + seconds * 1000 + two(20) * 10 + text.charCodeAt(at + 22) - 48;
  }
}

/** Texts have milliseconds and columns microseconds, in doubles that are that exact for two centuries. */
function isSame(told: number, column: number): boolean {
  return Math.abs(told - column) < 0.0005;
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
  const never = target?.id ? (details.scope?.id ? null : '"scope":{"id":"') : ':{"id":"';
  return { at: told.at, columns, marks: { begin, within, never } };
}

function uuidOf(ref: Ref | null | undefined): string {
  return ref?.id === undefined ? '' : (fromTypeId(KINDS, ref.id) ?? ref.id);
}
