// Memberships that follow the identity provider, as events.

import 'server-only';
import type { GroupChange } from '@/lib/db/people/provider-groups';
import type { AuditEvent } from '@/lib/domain/audit-event';

export function groupEvents(
  user: { readonly id: string; readonly name: string },
  changes: readonly GroupChange[],
): AuditEvent[] {
  return changes.map(({ id, slug, change }) => ({
    action: `group.member_${change}` as const,
    group: { id, name: slug },
    user,
    source: 'provider' as const,
  }));
}
