// The roles an organization made for itself, and who holds them.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Reader, Tx } from '../connection/transaction';

export interface RoleRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly permissions: string[];
  readonly createdAt: Date;
}

const ROLE = {
  id: true,
  slug: true,
  name: true,
  description: true,
  permissions: true,
  createdAt: true,
} as const;

/** All of an organization, by slug. */
export async function listRoleRows(reader: Reader, organizationId: string): Promise<RoleRow[]> {
  return reader.customRole.findMany({
    where: { organizationId },
    select: ROLE,
    orderBy: { slug: 'asc' },
  });
}

export async function findRoleRow(
  reader: Reader,
  organizationId: string,
  by: { readonly id: string } | { readonly slug: string },
): Promise<RoleRow | null> {
  return reader.customRole.findFirst({ where: { ...by, organizationId }, select: ROLE });
}

/** The unique index refuses a taken slug. */
export async function insertRole(
  tx: Tx,
  { organizationId }: AuthorizedScope,
  role: Omit<RoleRow, 'createdAt'>,
): Promise<RoleRow> {
  return tx.customRole.create({ data: { ...role, organizationId }, select: ROLE });
}

/** As it is now, held until commit against other changes and against being granted; null where it is gone. */
export async function lockRole(
  tx: Tx,
  organization: AuthorizedScope,
  id: string,
): Promise<RoleRow | null> {
  await tx.$queryRaw`SELECT id FROM custom_role WHERE id = ${id}::uuid FOR UPDATE`;
  // A second statement, which sees what the one that was waited for has changed.
  return findRoleRow(tx, organization.organizationId, { id });
}

export async function updateRole(
  tx: Tx,
  _organization: AuthorizedScope,
  id: string,
  data: Pick<RoleRow, 'name' | 'description' | 'permissions'>,
): Promise<RoleRow> {
  return tx.customRole.update({ where: { id }, data, select: ROLE });
}

/** Violates a foreign key while somebody holds it. */
export async function deleteRoleRow(
  tx: Tx,
  _organization: AuthorizedScope,
  id: string,
): Promise<void> {
  await tx.customRole.delete({ where: { id } });
}

export interface RoleHolder {
  readonly kind: 'person' | 'group' | 'invitation';
  /** An e-mail, or the name of a group. */
  readonly name: string;
  readonly path: string;
}

/** Who holds a role where, or is invited to it; people first, by name. */
export async function listRoleHolders(reader: Reader, roleId: string): Promise<RoleHolder[]> {
  return reader.$queryRaw<RoleHolder[]>`
    SELECT kind, name, path FROM (
      SELECT 1 AS nth, 'person' AS kind, u.email AS name, s.path
        FROM scope_grant g JOIN app_user u ON u.id = g.user_id JOIN scope s ON s.id = g.scope_id
       WHERE g.custom_role_id = ${roleId}::uuid
      UNION ALL
      SELECT 2, 'group', p.name, s.path
        FROM scope_grant g JOIN people_group p ON p.id = g.group_id
        JOIN scope s ON s.id = g.scope_id
       WHERE g.custom_role_id = ${roleId}::uuid
      UNION ALL
      SELECT 3, 'invitation', i.email, s.path
        FROM invitation_grant g JOIN invitation i ON i.id = g.invitation_id
        JOIN scope s ON s.id = g.scope_id
       WHERE g.custom_role_id = ${roleId}::uuid AND i.accepted_at IS NULL
         AND i.revoked_at IS NULL AND i.expires_at > clock_timestamp()
    ) AS holder
     ORDER BY nth, name COLLATE "C", path COLLATE "C"`;
}

/** How often each role of an organization is held, by a person or a group, by its slug. */
export async function countGrantsByRole(
  reader: Reader,
  organizationId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.scopeGrant.groupBy({
    by: ['role'],
    where: { scope: { organizationId, deletedAt: null } },
    _count: { _all: true },
  });
  return new Map(rows.map(({ role, _count }) => [role, _count._all]));
}
