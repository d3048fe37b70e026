// Typed reads of intake links for the browser and the CLI.

import type { IntakeLinkList } from '@/lib/contracts/intake';
import { get } from './api';

/** Stands for every page of the list. */
export const INTAKE_LINKS: readonly string[] = ['intake-links'];

/** One page, newest first; `after` is `next` of the page before. Throws as `fetchSecrets` does. */
export async function fetchIntakeLinks(
  after: string | null,
  signal?: AbortSignal,
): Promise<IntakeLinkList> {
  const query = after === null ? '' : `?${new URLSearchParams({ after })}`;
  return get<IntakeLinkList>(`/intake-links${query}`, signal);
}
