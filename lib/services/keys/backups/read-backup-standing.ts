// Whether there is a backup, verified here or confirmed, and an off-machine copy of the key, and both of use.

import 'server-only';
import type { BackupStanding } from '@/lib/contracts/backups';
import { listVerified } from '@/lib/db/backups/drills';
import { findActiveWrap, listBackupConfirmations } from '@/lib/db/keys/backup-confirmations';
import { listMasterFingerprints } from '@/lib/db/keys/root-keys';
import { backupWarnings } from '@/lib/domain/backup-standing';
import type { Installation } from '../../context';

const SHOWN = 5;

/** For callers that have looked at the permission. Null before there is a root key. */
export async function readBackupStanding({
  database,
}: Pick<Installation, 'database'>): Promise<BackupStanding | null> {
  const { prisma } = database;
  const wrap = await findActiveWrap(prisma);
  if (!wrap) return null;
  const newest = await newestBackups({ database });
  const known = await listMasterFingerprints(prisma);
  const { masterFingerprint: inForce, createdAt: keysSince } = wrap;
  const copy = known.find((row) => row.fingerprint === inForce)?.copyConfirmedAt;
  const facts = { copyConfirmed: copy != null, takenAt: newest[0]?.takenAt ?? null, keysSince };
  return {
    warnings: backupWarnings(facts, new Date()),
    inForce,
    since: keysSince.toISOString(),
    newest: newest.map(({ takenAt, masterFingerprint: needs, confirmedAt, ...row }) => ({
      ...{ takenAt: takenAt.toISOString(), keptIn: row.keptIn, needs },
      confirmedAt: confirmedAt.toISOString(),
      confirmedBy: row.confirmedBy,
      how: row.how,
    })),
  };
}

/** Those that were verified or restored here, and those that somebody confirmed. */
async function newestBackups({ database: { prisma } }: Pick<Installation, 'database'>) {
  const own = (await listVerified(prisma, SHOWN)).map((row) => ({
    ...{ takenAt: row.takenAt, keptIn: row.file, masterFingerprint: row.masterFingerprint },
    confirmedAt: row.verifiedAt,
    confirmedBy: row.takenBy,
    how: row.drilled ? ('drilled' as const) : ('verified' as const),
  }));
  const others = await listBackupConfirmations(prisma, SHOWN);
  return [...own, ...others.map((row) => ({ ...row, how: 'confirmed' as const }))]
    .sort((a, b) => +b.takenAt - +a.takenAt)
    .slice(0, SHOWN);
}
