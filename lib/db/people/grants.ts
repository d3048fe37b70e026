// Roles of people on scopes: given, taken away, and the owners who must not run out.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader, Tx } from '../connection/transaction';

export interface GrantRow {
  readonly id: string;
  /** Whose it is: a person's or a group's. */
  readonly userId: string | null;
  readonly group: { readonly id: string; readonly slug: string; readonly name: string } | null;
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

/** A grant that somebody holds, by himself or as a member of its group. */
export interface HeldGrantRow extends GrantRow {
  readonly holderId: string;
}

/** What a grant gives: a built-in role, or the slug of a custom one with its id. */
export interface NewGrant {
  readonly id: string;
  readonly holder: { readonly userId: string } | { readonly groupId: string };
  readonly role: string;
  readonly customRoleId: string | null;
}

const WITH_SCOPE = {
  id: true,
  userId: true,
  group: { select: { id: true, slug: true, name: true } },
  role: true,
  customRole: { select: { permissions: true } },
  createdAt: true,
  scope: { select: { id: true, kind: true, path: true, lineage: true } },
} as const;

const BY_PATH = [{ scope: { path: 'asc' } }, { role: 'asc' }, { id: 'asc' }] as const;

/** Of all of these people, on live scopes, by path; those through a group once for each member. */
export async function listGrantsOf(
  reader: Reader,
  userIds: readonly string[],
): Promise<HeldGrantRow[]> {
  const people = [...userIds];
  const memberships = await reader.groupMember.findMany({
    where: { userId: { in: people } },
    select: { userId: true, groupId: true },
    distinct: ['userId', 'groupId'],
  });
  const groupIds = [...new Set(memberships.map(({ groupId }) => groupId))];
  const rows = await reader.scopeGrant.findMany({
    where: {
      OR: [{ userId: { in: people } }, { groupId: { in: groupIds } }],
      scope: { deletedAt: null },
    },
    select: WITH_SCOPE,
    orderBy: [...BY_PATH],
  });
  return rows.flatMap((row) => holdersOf(row, memberships).map((id) => ({ ...row, holderId: id })));
}

function holdersOf(
  { userId, group }: GrantRow,
  memberships: readonly { readonly userId: string; readonly groupId: string }[],
): string[] {
  if (userId) return [userId];
  return memberships.filter((one) => one.groupId === group?.id).map((one) => one.userId);
}

/** Of all of these groups, on live scopes, by path. */
export async function listGrantsOfGroups(
  reader: Reader,
  groupIds: readonly string[],
): Promise<GrantRow[]> {
  return reader.scopeGrant.findMany({
    where: { groupId: { in: [...groupIds] }, scope: { deletedAt: null } },
    select: WITH_SCOPE,
    orderBy: [...BY_PATH],
  });
}

/** Of an organization, on a live scope, whoever holds it. */
export async function findGrant(
  reader: Reader,
  organizationId: string,
  id: string,
): Promise<GrantRow | null> {
  return reader.scopeGrant.findFirst({
    where: { id, scope: { organizationId, deletedAt: null } },
    select: WITH_SCOPE,
  });
}

/** Null where the holder has that role there already. Violates a foreign key where the role or group is gone. */
export async function addGrant(
  tx: Tx,
  scope: AuthorizedScope,
  { id, holder, role, customRoleId }: NewGrant,
): Promise<GrantRow | null> {
  const userId = 'userId' in holder ? holder.userId : null;
  const groupId = 'groupId' in holder ? holder.groupId : null;
  const count = await tx.$executeRaw`
    INSERT INTO scope_grant (id, user_id, group_id, scope_id, role, custom_role_id)
    VALUES (${id}::uuid, ${userId}::uuid, ${groupId}::uuid, ${scope.id}::uuid, ${role},
            ${customRoleId}::uuid)
    ON CONFLICT DO NOTHING`;
  if (count === 0) return null;
  return tx.scopeGrant.findUniqueOrThrow({ where: { id }, select: WITH_SCOPE });
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
