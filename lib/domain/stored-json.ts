// JSON that is kept in the database and comes out as it went in.

import { KeystowError, ruleBroken } from './errors';

/** As deep as it may stand in a body of REST, itself counted; a form has no other bound. */
export const STORED_LEVELS_MAX = 31;

/**
 * Throws 413 where `value` is over `kibMax` KiB as UTF-8 JSON; 422 for NUL, which PostgreSQL cannot
 * store, for numbers that are too large for JavaScript, and for more than STORED_LEVELS_MAX levels.
 * `pointer` is where it stands.
 */
export function checkStoredJson(value: object, pointer: string, kibMax: number): void {
  checkParts(value, pointer, 1);
  if (new TextEncoder().encode(JSON.stringify(value)).byteLength <= kibMax * 1024) return;
  const message = `At most ${kibMax} KiB of JSON.`;
  throw new KeystowError('too_large', message, {
    issues: [{ pointer, code: 'too_large', message }],
  });
}

function checkParts(value: unknown, pointer: string, level: number): void {
  if (typeof value === 'string') return checkText(value, pointer);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw ruleBroken(pointer, 'number_too_large', 'Send very large numbers as texts.');
  }
  if (typeof value !== 'object' || value === null) return;
  if (level > STORED_LEVELS_MAX) {
    const message = `Nest objects and lists at most ${STORED_LEVELS_MAX} levels deep.`;
    throw ruleBroken(pointer, 'too_deep', message);
  }
  for (const [name, inner] of Object.entries(value)) {
    checkText(name, pointer);
    checkParts(inner, pointer, level + 1);
  }
}

function checkText(text: string, pointer: string): void {
  if (text.includes('\0')) throw ruleBroken(pointer, 'nul', 'Send texts without NUL.');
}
