// Whether a backup and an off-machine copy of the key are confirmed, and still of use.

import 'server-only';
import type { BackupStanding } from '@/lib/contracts/backups';
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
  const newest = await listBackupConfirmations(prisma, SHOWN);
  const known = await listMasterFingerprints(prisma);
  const { masterFingerprint: inForce, createdAt: keysSince } = wrap;
  const copy = known.find((row) => row.fingerprint === inForce)?.copyConfirmedAt;
  const facts = { copyConfirmed: copy != null, takenAt: newest[0]?.takenAt ?? null, keysSince };
  return {
    warnings: backupWarnings(facts, new Date()),
    inForce,
    since: keysSince.toISOString(),
    newest: newest.map((row) => ({
      takenAt: row.takenAt.toISOString(),
      keptIn: row.keptIn,
      needs: row.masterFingerprint,
      confirmedAt: row.confirmedAt.toISOString(),
      confirmedBy: row.confirmedBy,
    })),
  };
}
