// Of the audit log, what the asking person may see: computed from his roles, and nothing is recorded.

import type { AuditSight } from '@/components/audit/audit-view';
import { ownGrants } from '../own-grants';
import { holds } from '../own-permissions';
import { visibleScopes } from '../visible-scopes';

/** Null where he may read it nowhere. */
export async function auditSight(): Promise<AuditSight | null> {
  const reading = (await ownGrants()).filter(({ permissions }) =>
    permissions.includes('audit:read'),
  );
  if (reading.length === 0) return null;
  const at = reading.map(({ scopeId }) => scopeId);
  const scopes = (await visibleScopes()).filter(({ id }) => at.includes(id));
  const whole = at.some((id) => id.startsWith('org_'));
  return {
    within: whole ? null : scopes.map(({ path }) => path).sort(),
    managesKeys: await holds('keys:manage'),
    managesPeople: await holds('members:manage'),
  };
}
