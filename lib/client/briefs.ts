// Typed reads of briefs for the browser.

import type { Brief, BriefList, BriefPreview } from '@/lib/contracts/brief';
import { ask, get } from './api';

/** Of one app; without it the key stands for all that is read of briefs. */
export function briefsKey(app?: string): readonly string[] {
  return app === undefined ? ['briefs'] : ['briefs', 'list', app];
}

/** One brief, and what it would be handed. */
export function briefKey(id: string, part: 'facts' | 'preview'): readonly string[] {
  return ['briefs', 'one', id, part];
}

/** What a brief that is not made yet would be handed. */
export function previewKey(app: string, refs: readonly string[]): readonly string[] {
  return ['briefs', 'preview', app, ...refs];
}

/** One page, newest first; `after` is `next` of the page before. Throws as `fetchSecrets` does. */
export async function fetchBriefs(
  app: string,
  after: string | null,
  signal: AbortSignal,
): Promise<BriefList> {
  const query = after === null ? '' : `?${new URLSearchParams({ after })}`;
  return get(`/apps/${encodeURIComponent(app)}/briefs${query}`, signal);
}

export async function fetchBrief(id: string, signal: AbortSignal): Promise<Brief> {
  return get(`/briefs/${encodeURIComponent(id)}`, signal);
}

export async function fetchBriefPreview(id: string, signal: AbortSignal): Promise<BriefPreview> {
  return get(`/briefs/${encodeURIComponent(id)}/preview`, signal);
}

/** Changes nothing: the names go in the body because there may be many. */
export async function previewBrief(
  app: string,
  secretRefs: readonly string[],
  signal: AbortSignal,
): Promise<BriefPreview> {
  return ask('/briefs/preview', { app, secretRefs }, signal);
}
