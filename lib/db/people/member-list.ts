// The people of an organization as lists show them.

import 'server-only';
import type { Reader } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';

export interface MemberRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
  readonly password: boolean;
  readonly secondFactor: boolean;
  readonly deactivatedAt: Date | null;
}

/** Who is in sight of somebody who manages people on, and so below, each of `roots`. */
export interface MemberSight {
  readonly organizationId: string;
  readonly roots: readonly string[];
}

export interface MembersWanted {
  /** Part of a name or an e-mail, in any case. */
  readonly q?: string | undefined;
  readonly role?: string | undefined;
  /** The id of the last person of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const PEOPLE = Prisma.sql`
    SELECT u.id, u.name, u.email, u.created_at AS "createdAt", u.deactivated_at AS "deactivatedAt",
           (SELECT max(s.last_seen_at) FROM session s WHERE s.user_id = u.id) AS "lastSeenAt",
           u.password_hash IS NOT NULL AS password,
           EXISTS (SELECT FROM second_factor f
                    WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS "secondFactor"
      FROM app_user u`;

/** The grant `g` is the person `u`'s, or one of a group that he is in. */
const isHeld = Prisma.sql`(g.user_id = u.id
           OR g.group_id IN (SELECT group_id FROM group_member WHERE user_id = u.id))`;

/** With a role, by himself or through a group, at, above or below a root; `role` limits it to one. */
function hasRoleNear({ roots }: MemberSight, role: string | null) {
  const ids = [...roots];
  return Prisma.sql`EXISTS (
        SELECT FROM scope_grant g JOIN scope c ON c.id = g.scope_id
         WHERE ${isHeld} AND c.deleted_at IS NULL
           AND (${role}::text IS NULL OR g.role = ${role})
           AND (c.lineage && ${ids}::uuid[]
                OR c.id IN (SELECT unnest(lineage) FROM scope WHERE id = ANY(${ids}::uuid[]))))`;
}

/** For the organization everybody, with or without a role. */
export function inSight(sight: MemberSight) {
  const { organizationId, roots } = sight;
  return Prisma.sql`u.organization_id = ${organizationId}::uuid
       AND (${organizationId}::uuid = ANY(${[...roots]}::uuid[]) OR ${hasRoleNear(sight, null)})`;
}

/** Beyond that person of the organization; a foreign id is beyond nobody, and tells nothing. */
export function emailAfter(
  { organizationId }: Pick<MemberSight, 'organizationId'>,
  id: string | null,
) {
  return Prisma.sql`u.email COLLATE "C" >
        (SELECT email FROM app_user
          WHERE id = ${id}::uuid AND organization_id = ${organizationId}::uuid)`;
}

/** By e-mail. */
export async function listMemberRows(
  reader: Reader,
  sight: MemberSight,
  { q = '', role, after, limit }: MembersWanted,
): Promise<MemberRow[]> {
  const pattern = `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const withRole = role ? Prisma.sql`AND ${hasRoleNear(sight, role)}` : Prisma.empty;
  const from = after ? Prisma.sql`AND ${emailAfter(sight, after)}` : Prisma.empty;
  return reader.$queryRaw<MemberRow[]>`
    ${PEOPLE}
     WHERE ${inSight(sight)} ${withRole} ${from}
       AND (lower(u.name) LIKE ${pattern} OR u.email LIKE ${pattern})
     ORDER BY u.email COLLATE "C"
     LIMIT ${limit}`;
}

/** One of those in sight. */
export async function findMemberRow(
  reader: Reader,
  sight: MemberSight,
  id: string,
): Promise<MemberRow | null> {
  const rows = await reader.$queryRaw<MemberRow[]>`
    ${PEOPLE}
     WHERE ${inSight(sight)} AND u.id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** Anybody of the organization, by id or by e-mail as stored. */
export async function findPerson(
  reader: Reader,
  organizationId: string,
  by: { readonly id: string } | { readonly email: string },
): Promise<Pick<MemberRow, 'id' | 'name' | 'email' | 'deactivatedAt'> | null> {
  return reader.user.findFirst({
    where: { ...by, organizationId },
    select: { id: true, name: true, email: true, deactivatedAt: true },
  });
}
