// Typed reads of what a scope's secrets were: their versions, and what was deleted.

import type { BinList } from '@/lib/contracts/bin';
import type { VersionList } from '@/lib/contracts/version';
import { get, scopeAddress } from './api';
import type { ScopeWanted } from './api';

interface Page {
  /** `next` of the page before. */
  readonly after?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One page of a secret's versions, newest first. Throws as `fetchSecrets` does. */
export async function fetchVersions(
  wanted: ScopeWanted & Page & { readonly key: string },
): Promise<VersionList> {
  const { key, after, signal } = wanted;
  return get(`${scopeAddress(wanted)}/secrets/${key}/versions${search(after)}`, signal);
}

/** One page of what was deleted from a scope, newest first. Throws as `fetchSecrets` does. */
export async function fetchBin(wanted: ScopeWanted & Page): Promise<BinList> {
  return get(`${scopeAddress(wanted)}/bin${search(wanted.after)}`, wanted.signal);
}

function search(after: string | undefined): string {
  return after === undefined ? '' : `?${new URLSearchParams({ after })}`;
}
