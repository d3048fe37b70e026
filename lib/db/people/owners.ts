// The owners of organizations: who must be able to get in again, whatever was lost.

import 'server-only';
import type { Reader } from '../connection/transaction';

/** By name: no group is ever owner. */
export async function isOwner(
  reader: Reader,
  organizationId: string,
  userId: string,
): Promise<boolean> {
  const where = { userId, scopeId: organizationId, role: 'owner' };
  return (await reader.scopeGrant.findFirst({ where, select: { id: true } })) !== null;
}

export interface OwnerRow {
  readonly id: string;
  readonly organizationId: string;
  readonly organization: string;
  readonly email: string;
  readonly name: string;
  /** Whether a confirmed second factor stands beside the password. */
  readonly secondFactor: boolean;
}

/** Active owners of all organizations, by e-mail. */
export async function listOwners(reader: Reader): Promise<OwnerRow[]> {
  const rows = await reader.scopeGrant.findMany({
    where: {
      role: 'owner',
      scope: { kind: 'organization', deletedAt: null },
      user: { deactivatedAt: null },
    },
    select: {
      scope: { select: { name: true } },
      user: {
        select: {
          id: true,
          organizationId: true,
          email: true,
          name: true,
          secondFactor: { select: { confirmedAt: true } },
        },
      },
    },
    orderBy: { user: { email: 'asc' } },
  });
  return rows.flatMap(({ scope, user }) => {
    if (!user) return [];
    const { secondFactor, ...owner } = user;
    const confirmed = secondFactor?.confirmedAt != null;
    return [{ ...owner, organization: scope.name, secondFactor: confirmed }];
  });
}
