// How much one delivery may fetch of external backends, and for how long: as much as fits, while somebody waits.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';

export const EXTERNAL_NAMES_MAX = 1000;
/** Twice the bundle: what is more than this never fits. */
export const EXTERNAL_BYTES_MAX = 2 * 1024 * 1024;
const OFFENDERS = 3;

/** One for each delivery: secrets and integrations take from the same. */
export class ExternalBudget {
  readonly #sizes = new Map<string, number>();
  #names = 0;
  #bytes = 0;

  constructor(readonly stop: AbortSignal = new AbortController().signal) {}

  /** Before anything is asked. Throws 413 over 1,000 names. */
  takeNames(count: number): void {
    this.#names += count;
    if (this.#names <= EXTERNAL_NAMES_MAX) return;
    throw tooLarge(
      'external_names',
      'A delivery may fetch at most 1,000 names from external backends. Ask for fewer names with --only, or limit the token to some.',
    );
  }

  /** As each arrives. Throws 413 over 2 MiB, with the largest by name. */
  takeValue(name: string, bytes: number): void {
    this.#sizes.set(name, bytes);
    this.#bytes += bytes;
    if (this.#bytes <= EXTERNAL_BYTES_MAX) return;
    const largest = [...this.#sizes]
      .sort(([, one], [, other]) => other - one)
      .slice(0, OFFENDERS)
      .map(([largestName, size]) => `${largestName} (${Math.ceil(size / 1024)} KiB)`);
    throw tooLarge(
      'external_bytes',
      `What a delivery fetches from external backends is over 2 MiB. The largest: ${largest.join(', ')}. Ask for fewer names with --only.`,
    );
  }

  /** Throws 503 where nobody waits for the delivery any more. */
  requireWaiting(): void {
    if (this.stop.aborted) {
      throw new KeystowError('unavailable', 'Whoever asked for the delivery went away.');
    }
  }
}

function tooLarge(code: string, message: string): KeystowError {
  return new KeystowError('too_large', message, { issues: [{ pointer: '', code, message }] });
}
