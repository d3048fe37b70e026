// Notes that somebody took a backup of the database with tools of his own: his word, nothing is checked.

import 'server-only';
import type { BackupStanding, ConfirmBackup } from '@/lib/contracts/backups';
import { listEventsNamed } from '@/lib/db/audit/audit';
import { findActiveWrap, insertBackupConfirmation } from '@/lib/db/keys/backup-confirmations';
import type { Tx } from '@/lib/db/connection/transaction';
import { actorLabel } from '@/lib/domain/actor';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { authorize, PLATFORM_SCOPE } from '../../access/authorize';
import { readReach } from '../../access/effective-permissions';
import { memberOf, type Context } from '../../context';
import { recorded } from '../../recorded';
import { readBackupStanding } from './read-backup-standing';

const CLOCKS_APART_MS = 5 * 60_000;
/** Such as `postgres://user:password@host`: an address that holds a password. */
const HOLDS_PASSWORD = /:\/\/[^/\s:@]*:[^/\s@]+@/;
/** Each names the master key in force from then on. */
const PUT_IN_FORCE = [
  'root_key.created',
  'master_key.promoted',
  'master_key.restored',
  'keys.reset',
] as const;

/** Needs `keys:manage` or `backups:manage`. Throws 422 for a time to come, and for a text with a password. */
export async function confirmBackup(ctx: Context, input: ConfirmBackup): Promise<BackupStanding> {
  await requireBackupManager(ctx);
  const takenAt = new Date(input.takenAt);
  const { keptIn } = input;
  if (takenAt.getTime() > Date.now() + CLOCKS_APART_MS) {
    throw ruleBroken('/takenAt', 'in_future', 'That time is still to come. Say when it was taken.');
  }
  if (HOLDS_PASSWORD.test(keptIn)) {
    throw ruleBroken('/keptIn', 'holds_password', 'Leave the password out: name the place alone.');
  }
  await recorded(
    ctx,
    async (tx) => {
      const masterFingerprint = await keyOf(tx, ctx.installation.id, takenAt);
      const confirmedBy = actorLabel(ctx.actor);
      await insertBackupConfirmation(tx, {
        id: newUuid(),
        takenAt,
        keptIn,
        masterFingerprint,
        confirmedBy,
      });
      return masterFingerprint;
    },
    (masterFingerprint) => ({
      in: 'installation',
      events: [
        { action: 'backup.confirmed', takenAt: takenAt.toISOString(), keptIn, masterFingerprint },
      ],
    }),
  );
  const standing = await readBackupStanding(ctx.installation);
  if (!standing) throw new KeystowError('tampered', 'There is no root key.');
  return standing;
}

/** The key in force opens what was taken since its wrap was made; before, the log tells which was. */
async function keyOf(tx: Tx, installationId: string, takenAt: Date): Promise<string> {
  const wrap = await findActiveWrap(tx);
  if (!wrap) throw new KeystowError('tampered', 'There is no root key.');
  if (takenAt >= wrap.createdAt) return wrap.masterFingerprint;
  const events = await listEventsNamed(tx, installationId, PUT_IN_FORCE, 1000);
  const before = events.find((event) => event.at <= takenAt);
  const named = before?.details['masterFingerprint'];
  if (typeof named === 'string') return named;
  throw ruleBroken(
    '/takenAt',
    'before_first_key',
    'Keystow had no key yet at that time: such a backup holds no value.',
  );
}

async function requireBackupManager(ctx: Context): Promise<void> {
  if (ctx.actor.kind === 'system') return;
  const reach = await readReach(ctx.installation.database.prisma, memberOf(ctx));
  const manages = reach.grants.some(({ permissions }) => permissions.includes('backups:manage'));
  await authorize(ctx, PLATFORM_SCOPE, manages ? 'backups:manage' : 'keys:manage');
}
