// Roles of people on scopes: given, taken away, and the owners who must not run out.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader, Tx } from '../connection/transaction';

export interface GrantRow {
  readonly id: string;
  /** Whose it is: a person's or a group's. */
  readonly userId: string | null;
  readonly groupId: string | null;
  readonly role: string;
  /** What a custom role gives; null for a built-in one. */
  readonly customRole: { readonly permissions: string[] } | null;
  readonly createdAt: Date;
  readonly scope: {
    readonly id: string;
    readonly kind: ScopeKind;
    readonly path: string;
    readonly lineage: string[];
  };
}

const WITH_SCOPE = {
  id: true,
  userId: true,
  groupId: true,
  role: true,
  customRole: { select: { permissions: true } },
  createdAt: true,
  scope: { select: { id: true, kind: true, path: true, lineage: true } },
} as const;

/** Of all of these people, on live scopes, by path. */
export async function listGrantsOf(
  reader: Reader,
  userIds: readonly string[],
): Promise<GrantRow[]> {
  return reader.scopeGrant.findMany({
    where: { userId: { in: [...userIds] }, scope: { deletedAt: null } },
    select: WITH_SCOPE,
    orderBy: [{ scope: { path: 'asc' } }, { role: 'asc' }],
  });
}

export async function findGrant(
  reader: Reader,
  organizationId: string,
  which: { readonly id: string; readonly userId: string },
): Promise<GrantRow | null> {
  return reader.scopeGrant.findFirst({
    where: { ...which, scope: { organizationId, deletedAt: null } },
    select: WITH_SCOPE,
  });
}

/** Null where the person has that role there already. */
export async function addGrant(
  tx: Tx,
  scope: AuthorizedScope,
  grant: { readonly id: string; readonly userId: string; readonly role: string },
): Promise<GrantRow | null> {
  const count = await tx.$executeRaw`
    INSERT INTO scope_grant (id, user_id, scope_id, role)
    VALUES (${grant.id}::uuid, ${grant.userId}::uuid, ${scope.id}::uuid, ${grant.role})
    ON CONFLICT DO NOTHING`;
  if (count === 0) return null;
  return tx.scopeGrant.findUniqueOrThrow({ where: { id: grant.id }, select: WITH_SCOPE });
}

/** Whether this call is the one that took it away. */
export async function deleteGrant(tx: Tx, _scope: AuthorizedScope, id: string): Promise<boolean> {
  const { count } = await tx.scopeGrant.deleteMany({ where: { id } });
  return count === 1;
}

/**
 * The active owners of an organization, with their grants locked: whoever takes one of them away comes
 * here first, so that two at once cannot leave none.
 */
export async function lockOwners(tx: Tx, organizationId: string): Promise<string[]> {
  await tx.$queryRaw`
    SELECT id FROM scope_grant
     WHERE scope_id = ${organizationId}::uuid AND role = 'owner'
     ORDER BY id FOR UPDATE`;
  // A second statement, which sees what the one that was waited for has changed.
  const rows = await tx.scopeGrant.findMany({
    where: { scopeId: organizationId, role: 'owner', user: { deactivatedAt: null } },
    select: { userId: true },
  });
  return rows.flatMap(({ userId }) => userId ?? []);
}

/** Whether the person was an owner until now. */
export async function deleteOwnerGrant(
  tx: Tx,
  organization: AuthorizedScope,
  userId: string,
): Promise<boolean> {
  const { count } = await tx.scopeGrant.deleteMany({
    where: { userId, scopeId: organization.id, role: 'owner' },
  });
  return count === 1;
}
