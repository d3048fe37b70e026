// The one rule that all texts share: PostgreSQL cannot store NUL.

import { ruleBroken } from '@/lib/domain/errors';

/** Throws 422 at the first text field of `fields` that holds NUL; `except` have rules of their own. */
export function refuseNul(fields: object, except: readonly string[] = []): void {
  for (const [name, text] of Object.entries(fields)) {
    if (typeof text !== 'string' || !text.includes('\0') || except.includes(name)) continue;
    throw ruleBroken(`/${name}`, 'nul', 'Send a text without NUL.');
  }
}
