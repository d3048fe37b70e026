// How an invitation is shown: all but its link, which nobody has any more.

import 'server-only';
import type { InvitationSummary } from '@/lib/contracts/invitation';
import type { InvitationGrantRow, InvitationRow } from '@/lib/db/people/invitations';
import { toTypeId } from '@/lib/domain/ids';

/** `grants` may hold those of other invitations. */
export function invitationSummary(
  row: InvitationRow,
  grants: readonly InvitationGrantRow[],
): InvitationSummary {
  return {
    id: toTypeId('invitation', row.id),
    email: row.email,
    grants: grants.filter((grant) => grant.invitationId === row.id).map(invitedRole),
    state: stateOf(row),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.makerEmail,
    expiresAt: row.expiresAt.toISOString(),
    acceptedAt: row.acceptedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

export function invitedRole({ role, scope }: InvitationGrantRow) {
  const { kind, path } = scope;
  return { role, scope: { kind, id: toTypeId(kind, scope.id), path } };
}

function stateOf(row: InvitationRow): InvitationSummary['state'] {
  if (row.acceptedAt) return 'accepted';
  if (row.revokedAt) return 'revoked';
  return row.expired || !row.makerActive ? 'expired' : 'open';
}
