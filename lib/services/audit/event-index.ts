// Whether the columns beside an event say what its text says: lists go by them, and hashes by the text.

import 'server-only';
import { targetFieldOf } from '@/lib/domain/audit-target';
import { fromTypeId, ID_PREFIXES } from '@/lib/domain/ids';
import type { IdKind } from '@/lib/domain/ids';
import { readJson } from '@/lib/domain/json-text';

const KNOWN_MAX = 4096;
const KINDS = Object.keys(ID_PREFIXES) as IdKind[];

/** What stands in each text that has certain columns: at its beginning, anywhere, and nowhere behind that. */
interface Marks {
  readonly begin: string;
  readonly within: readonly string[];
  readonly never: string | null;
}

/** For the events of one log; it remembers what their columns look like in a text. */
export class IndexChecker {
  readonly #known = new Map<string, Marks>();

  /** `index` as `LogRow` has it. Of an erased event nothing but the ids can be checked: there are none. */
  agrees(text: string | null, index: string): boolean {
    const cut = index.indexOf('|');
    const columns = index.slice(cut + 1);
    if (text === null)
      return columns.endsWith('|||') && columns.indexOf('|') === columns.length - 3;
    const at = instantOf(index.slice(0, cut));
    const marks = this.#known.get(columns);
    if (marks && bears(text, marks) && text.includes(`,"at":"${at}","chain":"`)) return true;
    const told = toldIndex(text);
    if (told?.at !== at || told.columns !== columns) return false;
    if (this.#known.size >= KNOWN_MAX) this.#known.clear();
    this.#known.set(columns, told.marks);
    return true;
  }
}

/** Within a string of canonical JSON no quote stands unescaped, so these are members and nothing else. */
function bears(text: string, { begin, within, never }: Marks): boolean {
  return (
    text.startsWith(begin) &&
    within.every((mark) => text.includes(mark)) &&
    (never === null || text.indexOf(never, begin.length) < 0)
  );
}

/** Seconds with six decimals; empty for what no event has, which is less than a millisecond. */
function instantOf(seconds: string): string {
  const at = Math.round(Number(seconds) * 1000);
  return Number.isFinite(at) && /\.\d{3}000$/.test(seconds) ? new Date(at).toISOString() : '';
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
