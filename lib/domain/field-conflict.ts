// A request that conflicts with what is stored because of one of its fields.

import { KeystowError } from './errors';

/** 409 `conflict`. `pointer` is an RFC 6901 pointer such as `/key`; `message` names the remedy. */
export function fieldConflict(
  pointer: string,
  code: string,
  message: string,
  candidates?: readonly string[],
): KeystowError {
  return new KeystowError('conflict', message, {
    issues: [{ pointer, code, message }],
    ...(candidates ? { candidates } : {}),
  });
}
