// Notes that somebody holds a copy of the master key elsewhere: proven by typing its fingerprint.

import 'server-only';
import { confirmCopy } from '@/lib/db/keys/root-keys';
import { actorLabel } from '@/lib/domain/actor';
import { ruleBroken } from '@/lib/domain/errors';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { requireKeyManager } from './require-key-manager';

/** Needs `keys:manage`. Throws 422 when it is not the fingerprint of the key in force. */
export async function confirmKeyCopy(ctx: Context, fingerprint: string): Promise<void> {
  await requireKeyManager(ctx);
  const { masterFingerprint } = ctx.installation.keys.requireUnlocked();
  if (fingerprint.trim().toLowerCase() !== masterFingerprint) {
    throw ruleBroken(
      '/fingerprint',
      'fingerprint_differs',
      'That is not the key in force. Compute the fingerprint from your copy with `keystow keys fingerprint`.',
    );
  }
  await recorded(
    ctx,
    (tx) => confirmCopy(tx, masterFingerprint, actorLabel(ctx.actor)),
    () => ({
      in: 'installation',
      events: [{ action: 'master_key.copy_confirmed', masterFingerprint }],
    }),
  );
}
