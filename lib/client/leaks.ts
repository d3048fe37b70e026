// Typed reads of leak cases for the browser.

import type { LeakCase, LeakList } from '@/lib/contracts/leak';
import type { LeakState } from '@/lib/domain/leak';
import { get } from './api';

/** Stands for all that is read of them; a longer one for one read. */
export function leaksKey(...of: readonly string[]): readonly string[] {
  return ['leaks', ...of];
}

export interface LeaksWanted {
  /** The id or path of a scope: what is at and below it. */
  readonly scope: string;
  readonly state: LeakState | undefined;
}

/** One page, newest first. Throws as `fetchSecrets` does. */
export async function fetchLeaks(
  { scope, state }: LeaksWanted,
  after: string | null,
  signal?: AbortSignal,
): Promise<LeakList> {
  const given = Object.entries({ scope, state, after }).filter(([, value]) => value);
  return get(`/leaks?${new URLSearchParams(given as [string, string][])}`, signal);
}

/** Throws as `fetchSecrets` does. */
export async function fetchLeak(id: string, signal?: AbortSignal): Promise<LeakCase> {
  return get(`/leaks/${encodeURIComponent(id)}`, signal);
}

/** Where the signed evidence of one is downloaded. */
export function leakPackAddress(id: string, format: 'json' | 'html'): string {
  return `/api/v1/leaks/${encodeURIComponent(id)}/evidence-pack?format=${format}`;
}
