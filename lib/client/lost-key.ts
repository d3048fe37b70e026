// Typed reads of what is left to do about a lost master key, and the names they are cached under.

import type { LostKeyTriage, Worksheet, WorksheetProgress } from '@/lib/contracts/lost-key';
import type { WorksheetGroup, WorksheetState } from '@/lib/domain/worksheet';
import { get } from './api';
import { KEYS } from './keys';

/** Stands for the worksheet and its sums. */
export const WORKSHEET = ['worksheet'] as const;
export const TRIAGE = [...KEYS, 'lost'] as const;

/** What the worksheet is narrowed to: one group of the sums, one state. */
export interface WorksheetView {
  readonly by: WorksheetGroup;
  /** Of the chosen group; `none` for what has no owner. */
  readonly group: string | null;
  readonly state: WorksheetState | null;
}

export function worksheetKey(view: WorksheetView): readonly (string | null)[] {
  return [...WORKSHEET, 'lines', view.by, view.group, view.state];
}

export function worksheetProgressKey(by: WorksheetGroup): readonly string[] {
  return [...WORKSHEET, 'progress', by];
}

/** Where the key may be, read anew. Throws as `fetchSecrets` does. */
export async function fetchTriage(signal?: AbortSignal): Promise<LostKeyTriage> {
  return get('/keys/lost', signal);
}

/** One page of lines, by scope and name. Throws as `fetchSecrets` does. */
export async function fetchWorksheet(
  { by, group, state }: WorksheetView,
  after?: string,
  signal?: AbortSignal,
): Promise<Worksheet> {
  const query = new URLSearchParams();
  if (group !== null) query.set(by, group);
  if (state !== null) query.set('state', state);
  if (after !== undefined) query.set('after', after);
  return get(`/keys/worksheet?${query}`, signal);
}

/** The sums of all lines. Throws as `fetchSecrets` does. */
export async function fetchWorksheetProgress(
  by: WorksheetGroup,
  signal?: AbortSignal,
): Promise<WorksheetProgress> {
  return get(`/keys/worksheet/progress?${new URLSearchParams({ by })}`, signal);
}
