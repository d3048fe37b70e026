// Who is in which group, and whether somebody added him or the identity provider did.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { emailAfter, inSight } from './member-list';
import type { MemberRow, MemberSight } from './member-list';

/** `console`: somebody added him; `provider`: he signed on with it, and it ends with that. */
export type MembershipSource = 'console' | 'provider';

export interface GroupMemberRow extends Pick<MemberRow, 'id' | 'name' | 'email' | 'deactivatedAt'> {
  readonly sources: MembershipSource[];
  readonly since: Date;
}

/** Those in sight, by e-mail, after the given one; or that one alone. */
export async function listGroupMemberRows(
  reader: Reader,
  sight: MemberSight,
  groupId: string,
  {
    id,
    after,
    limit,
  }: { readonly id?: string; readonly after?: string | undefined; readonly limit: number },
): Promise<GroupMemberRow[]> {
  const one = id ? Prisma.sql`AND u.id = ${id}::uuid` : Prisma.empty;
  const from = after ? Prisma.sql`AND ${emailAfter(sight, after)}` : Prisma.empty;
  return reader.$queryRaw<GroupMemberRow[]>`
    SELECT u.id, u.name, u.email, u.deactivated_at AS "deactivatedAt",
           array_agg(m.source ORDER BY m.source) AS sources, min(m.created_at) AS since
      FROM group_member m JOIN app_user u ON u.id = m.user_id
     WHERE m.group_id = ${groupId}::uuid AND ${inSight(sight)} ${one} ${from}
     GROUP BY u.id
     ORDER BY u.email COLLATE "C"
     LIMIT ${limit}`;
}

/** Whether this call is the one that made it. Violates a foreign key where the group is gone. */
export async function addMembership(
  tx: Tx,
  groupId: string,
  userId: string,
  source: MembershipSource,
): Promise<boolean> {
  const count = await tx.$executeRaw`
    INSERT INTO group_member (group_id, user_id, source)
    VALUES (${groupId}::uuid, ${userId}::uuid, ${source})
    ON CONFLICT DO NOTHING`;
  return count === 1;
}

/** Whether this call is the one that ended it. */
export async function deleteMembership(
  tx: Tx,
  groupId: string,
  userId: string,
  source: MembershipSource,
): Promise<boolean> {
  const { count } = await tx.groupMember.deleteMany({ where: { groupId, userId, source } });
  return count === 1;
}

/** All that came from the identity provider; answers whose they were, by e-mail. */
export async function deleteProviderMemberships(
  tx: Tx,
  groupId: string,
): Promise<{ id: string; name: string }[]> {
  return tx.$queryRaw<{ id: string; name: string }[]>`
    WITH gone AS (
      DELETE FROM group_member WHERE group_id = ${groupId}::uuid AND source = 'provider'
      RETURNING user_id
    )
    SELECT u.id, u.email AS name FROM gone JOIN app_user u ON u.id = gone.user_id
     ORDER BY u.email COLLATE "C"`;
}

/** How somebody came to be in a group; empty where he is not. */
export async function sourcesOfMember(
  reader: Reader,
  groupId: string,
  userId: string,
): Promise<MembershipSource[]> {
  const rows = await reader.groupMember.findMany({ where: { groupId, userId } });
  return rows.map(({ source }) => (source === 'provider' ? 'provider' : 'console'));
}
