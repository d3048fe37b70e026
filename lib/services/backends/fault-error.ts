// What a backend's fault is to whoever asked the console: a refusal with the reference and the remedy.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { BackendFaultCode } from '@/lib/domain/backend';
import { KeystowError } from '@/lib/domain/errors';

/** Trying again later helps; with the others something has to be mended first. */
export function isPassing(code: BackendFaultCode): boolean {
  return code === 'unreachable' || code === 'throttled';
}

/** 503 for what passes by itself, 422 for the rest. `where` is the reference, as it is stored. */
export function faultError(
  { code, message, retryAfterSeconds }: BackendFault,
  where: string,
  pointer = '/reference',
): KeystowError {
  const told = `${where}: ${message}`;
  return new KeystowError(isPassing(code) ? 'unavailable' : 'rule_broken', told, {
    issues: [{ pointer, code: `backend_${code}`, message: told }],
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

/** As `work` answers; throws `faultError` in place of a `BackendFault`. */
export async function withFaultsTold<T>(
  where: string,
  work: Promise<T>,
  pointer?: string,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof BackendFault) throw faultError(error, where, pointer);
    throw error;
  }
}
