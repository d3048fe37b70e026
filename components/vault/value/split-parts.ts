// Takes a pasted JSON object apart into the parts of a structured value; in the browser only.

import type { ValuePart } from '@/lib/domain/secret-types';

export interface SplitParts {
  /** The text of each part that was found, by its name. */
  readonly texts: ReadonlyMap<string, string>;
  /** How many members of the object belong to no part. */
  readonly leftOut: number;
}

/**
 * Null when `text` is no JSON object or holds none of `parts`. Members may be spelled as an SDK does
 * (`accessToken`). `expires_in` of RFC 6749, section 5.1 becomes an instant, counted from `now`.
 */
export function splitParts(
  text: string,
  parts: readonly ValuePart[],
  now: Date,
): SplitParts | null {
  const members = readObject(text);
  if (!members) return null;
  const texts = new Map<string, string>();
  let leftOut = 0;
  for (const [member, value] of Object.entries(members)) {
    const lasts = plain(member) === 'expiresin' ? Number(value) : NaN;
    const wanted = Number.isFinite(lasts) ? 'expiresat' : plain(member);
    const part = parts.find((one) => plain(one.name) === wanted);
    const found = part ? textOf(part.name, value, lasts, now) : null;
    if (part && found !== null) texts.set(part.name, found);
    else leftOut += 1;
  }
  return texts.size > 0 ? { texts, leftOut } : null;
}

function readObject(text: string): object | null {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && !Array.isArray(read) ? read : null;
  } catch {
    return null;
  }
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

const MILLISECONDS_FROM = 1e11;

function textOf(part: string, value: unknown, lastsSeconds: number, now: Date): string | null {
  if (Number.isFinite(lastsSeconds)) return instant(now.getTime() + lastsSeconds * 1000);
  if (part === 'expires_at' && typeof value === 'number') {
    return instant(value < MILLISECONDS_FROM ? value * 1000 : value);
  }
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** Whole seconds, as people write them; null where there is no such day. */
function instant(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return null;
  return `${date.toISOString().slice(0, 19)}Z`;
}
