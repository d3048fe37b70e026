// A person changes the own password; every other session of the person ends at once.

import 'server-only';
import { hashPassword, verifyPassword } from '@/lib/crypto/password';
import { replacePasswordHash } from '@/lib/db/people/members';
import { revokeSessionsOf } from '@/lib/db/people/sessions';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { OwnContext } from '../context';
import { recorded } from '../recorded';
import { checkNewPassword } from './check-new-password';
import { checkOwnPassword } from './reauthenticate';

/**
 * Raises the epoch and returns it: the cookie of the own session must be written anew with it. Throws
 * 422 for a wrong current password or a weak new one, 429 after too many wrong ones, 409 when it was
 * changed meanwhile.
 */
export async function changePassword(
  ctx: OwnContext,
  current: Plaintext,
  next: Plaintext,
): Promise<{ epoch: number }> {
  const { installation, actor } = ctx;
  installation.keys.requireUnlocked();
  const user = await checkOwnPassword(ctx, current, '/currentPassword');
  const named = { id: user.id, name: user.email };
  await checkNewPassword(next, [user.email, user.name]);
  if (await verifyPassword(user.passwordHash, next)) {
    throw ruleBroken('/password', 'password_same', 'Choose another password than the current one.');
  }
  const passwordHash = await hashPassword(next);
  await recorded(
    ctx,
    async (tx) => {
      const replaced = await replacePasswordHash(tx, {
        id: user.id,
        epoch: user.epoch,
        passwordHash,
      });
      if (!replaced) {
        throw new KeystowError('conflict', 'The password was changed meanwhile. Sign in again.');
      }
      return revokeSessionsOf(tx, user.id, { exceptId: actor.sessionId });
    },
    (sessionsEnded) => ({
      in: user,
      events: [{ action: 'password.changed', user: named, sessionsEnded }],
    }),
  );
  return { epoch: user.epoch + 1 };
}
