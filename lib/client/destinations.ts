// Typed reads of destinations and checks for the browser.

import type { DestinationList, VerificationCheck } from '@/lib/contracts/destination';
import { get } from './api';

/** Stands for all that is read of them; a longer one for one read. */
export function destinationsKey(...of: readonly string[]): readonly string[] {
  return ['destinations', ...of];
}

/** Those of a scope and above it, newest first. Throws as `fetchSecrets` does. */
export async function fetchDestinations(
  scope: string,
  after: string | null,
  signal?: AbortSignal,
): Promise<DestinationList> {
  const query = new URLSearchParams({ scope, ...(after === null ? {} : { after }) });
  return get(`/destinations?${query}`, signal);
}

/** `secrets`: the path of the secrets of its scope. Null where there is none. Throws as `fetchSecrets` does. */
export async function fetchCheck(
  secrets: string,
  key: string,
  signal?: AbortSignal,
): Promise<VerificationCheck | null> {
  return get(`${secrets}/${encodeURIComponent(key)}/check`, signal);
}
