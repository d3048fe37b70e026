// An owner is let in again from the server: the second factor goes, all sessions end, a link is made.

import 'server-only';
import { hashLinkSecret, newLinkSecret } from '@/lib/crypto/bearer-token';
import { raiseEpoch } from '@/lib/db/people/members';
import { insertLink, revokeLinks } from '@/lib/db/people/one-time-links';
import { deleteSecondFactor } from '@/lib/db/people/second-factors';
import { revokeSessionsOf } from '@/lib/db/people/sessions';
import { newUuid } from '@/lib/domain/ids';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recordedOrPended } from '../recorded';
import type { OwnerRow } from './find-owner';

export const RECOVERY_LINK = 'recovery';
const RECOVERY_LINK_HOURS = 1;

export interface StartedRecovery {
  /** The secret part of the link, in this answer alone. */
  readonly secret: string;
  readonly expiresAt: Date;
  readonly secondFactorRemoved: boolean;
  readonly sessionsEnded: number;
}

/** Works while locked. Earlier links of the owner stop working. The password stays until the link is used. */
export async function startRecovery(
  installation: Installation,
  owner: OwnerRow,
): Promise<StartedRecovery> {
  const { text: secret } = newLinkSecret();
  const expiresAt = new Date(Date.now() + RECOVERY_LINK_HOURS * 3_600_000);
  const user = { id: owner.id, name: owner.email };
  const done = await recordedOrPended(
    systemContext(installation, 'recover-owner'),
    async (tx) => {
      const secondFactorRemoved = await deleteSecondFactor(tx, owner.id);
      await raiseEpoch(tx, owner.id);
      const sessionsEnded = await revokeSessionsOf(tx, owner.id);
      await revokeLinks(tx, RECOVERY_LINK, owner.id);
      const hash = hashLinkSecret(secret);
      const link = { id: newUuid(), kind: RECOVERY_LINK, hash, expiresAt, userId: owner.id };
      await insertLink(tx, link);
      return { secondFactorRemoved, sessionsEnded };
    },
    (result) => ({
      in: owner,
      events: [{ action: 'owner.recovery_started', user, ...result }],
    }),
  );
  return { secret, expiresAt, ...done };
}
