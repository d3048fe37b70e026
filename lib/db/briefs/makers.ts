// Who made a brief, as far as he may still act.

import 'server-only';
import type { Reader } from '../connection/transaction';

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
