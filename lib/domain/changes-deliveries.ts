// Which recorded acts change what a scope delivers.

import type { AuditAction, AuditEvent } from './audit-event';

/** The acts that could: each is decided here, so that none is forgotten. */
type Deciding = Extract<AuditAction, `${'secret' | 'version' | 'integration'}.${string}`>;

const CHANGING: Readonly<Record<Deciding, boolean>> = {
  'secret.created': true,
  'secret.replaced': true,
  'secret.deleted': true,
  'secret.restored': true,
  'secret.rolled_back': true,
  'secret.aliased': true,
  'secret.text_refused': false,
  'secret.described': true,
  'secret.backend_changed': true,
  'secret.staged': true,
  'secret.promoted': true,
  'secret.promotion_undone': true,
  'secret.stage_discarded': true,
  'secret.purged': false,
  'secret.copied': false,
  'secret.source_removed': false,
  'version.destroyed': true,
  'version.unreadable': false,
  'integration.created': true,
  'integration.changed': true,
  'integration.deleted': true,
};

export interface ChangedDeliveries {
  readonly scopeIds: readonly string[];
  /** Aliases of these deliver something else now, wherever they are. */
  readonly secretIds: readonly string[];
}

/** Null where no delivery is changed by the acts. */
export function changedDeliveries(events: readonly AuditEvent[]): ChangedDeliveries | null {
  const scopeIds = new Set<string>();
  const secretIds = new Set<string>();
  for (const event of events) {
    if (!isChanging(event) || !('scope' in event) || !event.scope) continue;
    scopeIds.add(event.scope.id);
    if ('secret' in event) secretIds.add(event.secret.id);
  }
  return scopeIds.size > 0 ? { scopeIds: [...scopeIds], secretIds: [...secretIds] } : null;
}

function isChanging({ action }: AuditEvent): boolean {
  return CHANGING[action as Deciding] ?? false;
}
