// Typed reads of guided rotations for the browser.

import type { RotationRun, RunList } from '@/lib/contracts/rotation-run';
import type { RunState } from '@/lib/domain/rotation-run';
import { get } from './api';

/** Stands for all that is read of them; a longer one for one read. */
export function runsKey(...of: readonly string[]): readonly string[] {
  return ['rotation-runs', ...of];
}

export interface RunsWanted {
  /** The id or path of a scope: what is at and below it. Left out: all that may be seen. */
  readonly scope?: string | undefined;
  readonly state?: RunState | undefined;
  /** Those alone of which an open step is the reader's. */
  readonly mine?: boolean | undefined;
}

/** The query of what is wanted; two that want the same are equal. */
export function runsQuery({ scope, state, mine }: RunsWanted): URLSearchParams {
  const given = { scope, state, assigned: mine ? 'me' : undefined };
  const some = Object.entries(given).filter(([, value]) => value);
  return new URLSearchParams(some as [string, string][]);
}

/** One page, newest first. Throws as `fetchSecrets` does. */
export async function fetchRuns(
  wanted: RunsWanted,
  after: string | null,
  signal?: AbortSignal,
): Promise<RunList> {
  const query = runsQuery(wanted);
  if (after !== null) query.set('after', after);
  return get(`/rotation/runs?${query}`, signal);
}

/** Throws as `fetchSecrets` does. */
export async function fetchRun(id: string, signal?: AbortSignal): Promise<RotationRun> {
  return get(`/rotation/runs/${encodeURIComponent(id)}`, signal);
}

/** Where the signed evidence of one is downloaded. */
export function evidencePackAddress(id: string, format: 'json' | 'html'): string {
  return `/api/v1/rotation/runs/${encodeURIComponent(id)}/evidence-pack?format=${format}`;
}
