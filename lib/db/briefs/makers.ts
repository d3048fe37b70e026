// Who made a brief, as far as he may still act.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';

/** Null where the token was revoked, has expired, or its scope is gone. */
export async function findLiveMakerToken(reader: Reader, id: string) {
  return reader.token.findFirst({
    where: {
      id,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
      scope: { deletedAt: null },
    },
  });
}

export async function isActivePerson(reader: Reader, id: string): Promise<boolean> {
  return (await reader.user.count({ where: { id, deactivatedAt: null } })) === 1;
}

/**
 * Holds until commit what decides whether he may still act: taking it away comes before, and is seen
 * by the statements that follow, or after, and waits. Tokens and grants before people, as everywhere.
 */
export async function holdMaker(
  tx: Tx,
  { kind, id }: { readonly kind: 'user' | 'token'; readonly id: string },
): Promise<void> {
  if (kind === 'token') {
    await tx.$queryRaw<object[]>`SELECT id FROM token WHERE id = ${id}::uuid FOR SHARE`;
    return;
  }
  await tx.$queryRaw<object[]>`
    SELECT group_id FROM group_member WHERE user_id = ${id}::uuid
     ORDER BY group_id, source FOR SHARE`;
  await tx.$queryRaw<object[]>`
    SELECT id FROM scope_grant
     WHERE user_id = ${id}::uuid
        OR group_id IN (SELECT group_id FROM group_member WHERE user_id = ${id}::uuid)
     ORDER BY id FOR SHARE`;
  await tx.$queryRaw<object[]>`
    SELECT id FROM custom_role
     WHERE id IN (SELECT g.custom_role_id FROM scope_grant g
                   WHERE g.user_id = ${id}::uuid
                      OR g.group_id IN (SELECT group_id FROM group_member
                                         WHERE user_id = ${id}::uuid))
     ORDER BY id FOR SHARE`;
  await tx.$queryRaw<object[]>`SELECT id FROM app_user WHERE id = ${id}::uuid FOR SHARE`;
}
