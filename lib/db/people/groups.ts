// Groups of people: made, named, found and deleted.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Reader, Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';

export interface GroupRow {
  readonly id: string;
  readonly organizationId: string;
  readonly slug: string;
  readonly name: string;
  /** What the identity provider calls it. */
  readonly externalName: string | null;
  readonly createdAt: Date;
  /** How many people are in it, deactivated ones included. */
  readonly members: number;
}

const GROUPS = Prisma.sql`
    SELECT p.id, p.organization_id AS "organizationId", p.slug, p.name,
           p.external_name AS "externalName", p.created_at AS "createdAt",
           (SELECT count(DISTINCT user_id)::int FROM group_member
             WHERE group_id = p.id) AS members
      FROM people_group p`;

export interface GroupsWanted {
  /** Part of a name or a slug, in any case. */
  readonly q?: string | undefined;
  /** The slug of the last group of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** By slug. */
export async function listGroupRows(
  reader: Reader,
  organizationId: string,
  { q = '', after, limit }: GroupsWanted,
): Promise<GroupRow[]> {
  const pattern = `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const from = after ? Prisma.sql`AND p.slug COLLATE "C" > ${after}` : Prisma.empty;
  return reader.$queryRaw<GroupRow[]>`
    ${GROUPS}
     WHERE p.organization_id = ${organizationId}::uuid ${from}
       AND (lower(p.name) LIKE ${pattern} OR p.slug LIKE ${pattern})
     ORDER BY p.slug COLLATE "C"
     LIMIT ${limit}`;
}

export async function findGroupRow(
  reader: Reader,
  organizationId: string,
  by: { readonly id: string } | { readonly slug: string },
): Promise<GroupRow | null> {
  const which = 'id' in by ? Prisma.sql`p.id = ${by.id}::uuid` : Prisma.sql`p.slug = ${by.slug}`;
  const rows = await reader.$queryRaw<GroupRow[]>`
    ${GROUPS} WHERE p.organization_id = ${organizationId}::uuid AND ${which}`;
  return rows[0] ?? null;
}

/** As `findGroupRow`, held until commit against changes, new members and new roles. */
export async function lockGroup(
  tx: Tx,
  organization: AuthorizedScope,
  id: string,
): Promise<GroupRow | null> {
  await tx.$queryRaw`SELECT id FROM people_group WHERE id = ${id}::uuid FOR UPDATE`;
  // A second statement, which sees what the one that was waited for has changed.
  return findGroupRow(tx, organization.organizationId, { id });
}

/** The unique indexes refuse a taken slug and a taken name of the provider. */
export async function insertGroup(
  tx: Tx,
  { organizationId }: AuthorizedScope,
  group: Pick<GroupRow, 'id' | 'slug' | 'name' | 'externalName'>,
): Promise<void> {
  await tx.peopleGroup.create({ data: { ...group, organizationId } });
}

/** As `insertGroup`, of what an organization has already. */
export async function updateGroup(
  tx: Tx,
  _organization: AuthorizedScope,
  id: string,
  data: Pick<GroupRow, 'name' | 'externalName'>,
): Promise<void> {
  await tx.peopleGroup.update({ where: { id }, data });
}

/** With its memberships and its roles. */
export async function deleteGroupRow(
  tx: Tx,
  _organization: AuthorizedScope,
  id: string,
): Promise<void> {
  await tx.peopleGroup.delete({ where: { id } });
}
