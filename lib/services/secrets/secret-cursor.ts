// Cursors of lists of secrets: where a page begins, told in a text that only this list reads.

import 'server-only';
import type { SortKey } from '@/lib/db/secrets/secret-order';
import { KeystowError } from '@/lib/domain/errors';
import { SECRET_TYPES } from '@/lib/domain/secret-kinds';
import { SECRET_NAME_PATTERN } from '@/lib/domain/secret-name';
import type { SecretSort } from '@/lib/domain/secret-sort';

/** No name begins with it: in the order of names a cursor is the last name itself, lower-cased. */
const MARK = '~';

/** What the following page is asked for with. */
export function cursorOf(sort: SecretSort, { first, second }: SortKey): string {
  if (sort === 'name') return first;
  return `${MARK}${Buffer.from(JSON.stringify([sort, first, second])).toString('base64url')}`;
}

/** Throws 400 unless `text` is a cursor of a list in this order; any name is one of the list by name. */
export function readSecretCursor(sort: SecretSort, text: string): SortKey {
  const key = sort === 'name' ? nameKey(text) : markedKey(sort, text);
  if (key === null) {
    throw new KeystowError('invalid_shape', undefined, {
      issues: [
        {
          pointer: '/after',
          code: 'cursor',
          message: 'Send `next` of the page before, in the same order.',
        },
      ],
    });
  }
  return key;
}

function nameKey(text: string): SortKey | null {
  return text.startsWith(MARK) ? null : { first: text.toLowerCase(), second: '' };
}

function markedKey(sort: Exclude<SecretSort, 'name'>, text: string): SortKey | null {
  if (!text.startsWith(MARK)) return null;
  const parts = parsed(Buffer.from(text.slice(MARK.length), 'base64url').toString());
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== sort) return null;
  const [, first, second] = parts as readonly unknown[];
  if (typeof first !== 'string' || typeof second !== 'string') return null;
  return IS_KEY[sort](first, second) ? { first, second } : null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

const byChange = (first: string, second: string) => isTime(first) && UUID.test(second);

const IS_KEY: Readonly<
  Record<Exclude<SecretSort, 'name'>, (first: string, second: string) => boolean>
> = {
  '-name': (first, second) => SECRET_NAME_PATTERN.test(first) && second === '',
  changed: byChange,
  '-changed': byChange,
  expires: (first, second) =>
    (first === 'infinity' || isTime(first)) && SECRET_NAME_PATTERN.test(second),
  type: (first, second) =>
    SECRET_TYPES.some((type) => type === first) && SECRET_NAME_PATTERN.test(second),
};

/** An instant that exists: the database would fail on 30 February. */
function isTime(text: string): boolean {
  const time = TIME.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 19));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
