// JSON that is kept in the database and comes out as it went in.

import { KeystowError, ruleBroken } from './errors';

/**
 * Throws 413 where `value` is over `kibMax` KiB as UTF-8 JSON; 422 for NUL, which PostgreSQL cannot
 * store, and for numbers that are too large for JavaScript. `pointer` is where it stands.
 */
export function checkStoredJson(value: object, pointer: string, kibMax: number): void {
  checkParts(value, pointer);
  if (new TextEncoder().encode(JSON.stringify(value)).byteLength <= kibMax * 1024) return;
  const message = `At most ${kibMax} KiB of JSON.`;
  throw new KeystowError('too_large', message, {
    issues: [{ pointer, code: 'too_large', message }],
  });
}

function checkParts(value: unknown, pointer: string): void {
  if (typeof value === 'string') return checkText(value, pointer);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw ruleBroken(pointer, 'number_too_large', 'Send very large numbers as texts.');
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    checkText(name, pointer);
    checkParts(inner, pointer);
  }
}

function checkText(text: string, pointer: string): void {
  if (text.includes('\0')) throw ruleBroken(pointer, 'nul', 'Send texts without NUL.');
}
