// What a backend's own name of a version says beside another one.

import type { ExternalBackend } from './backend';

const NUMBER = /^[1-9]\d{0,17}$/;
const COUNTING: readonly ExternalBackend[] = ['gcp', 'vault'];

/** Which version was known of a reference, in its canonical text, and which one was seen. */
export interface VersionBesideKnown {
  readonly backend: ExternalBackend;
  readonly reference: string;
  /** Null where none was seen before. */
  readonly known: string | null;
  readonly version: string;
}

/**
 * Whether a backend that counts its versions has answered with one before the known, as a replica that lags
 * behind does. A reference that stays at a version is where somebody has put it.
 */
export function isEarlierVersion(seen: VersionBesideKnown): boolean {
  const { backend, reference, known, version } = seen;
  if (known === null || !COUNTING.includes(backend)) return false;
  if (!NUMBER.test(known) || !NUMBER.test(version)) return false;
  return BigInt(version) < BigInt(known) && !/[?&]version=/.test(reference);
}
