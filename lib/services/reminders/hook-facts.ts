// How a reminder webhook is named in the audit log.

import 'server-only';
import type { HookRow } from '@/lib/db/reminders/reminder-hooks';

/** By its host: an address may hold what only its owner should read. */
export function hookFacts(row: Pick<HookRow, 'id' | 'url' | 'scopeId' | 'kind' | 'path'>) {
  return {
    reminderHook: { id: row.id, name: new URL(row.url).host },
    scope: { kind: row.kind, id: row.scopeId, path: row.path },
  };
}
