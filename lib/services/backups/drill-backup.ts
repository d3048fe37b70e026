// A restore drill: a backup and a key are tried together, in a database that nobody else sees.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import 'server-only';
import { deriveMasterKey } from '@/lib/crypto/master-key';
import type { MasterKeyInput } from '@/lib/crypto/master-key';
import { noteVerified } from '@/lib/db/backups/backups';
import type { BackupRow } from '@/lib/db/backups/backups';
import { insertDrill } from '@/lib/db/backups/drills';
import type { DrillRow } from '@/lib/db/backups/drills';
import { alone } from '@/lib/db/backups/sole-work';
import { openDatabase } from '@/lib/db/connection/database';
import { actorLabel } from '@/lib/domain/actor';
import { faultOf } from '@/lib/domain/drill-fault';
import { newUuid } from '@/lib/domain/ids';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { underWay } from './backup-refused';
import { inputAtHand, typedInput } from './drill-key';
import { requireBackupManager } from './require-backup-manager';
import { sweepScratch } from './scratch-folder';
import { tryRestore } from './try-restore';
import type { OpenScratch } from './try-restore';
import { requireBackup } from './verify-backup';

/** Nobody comes back to it after a kill: it need not be made beside its name, which takes a start more. */
const openEmbedded: OpenScratch = async (folder) => {
  await mkdir(path.join(folder, 'database'), { mode: 0o700 });
  return openDatabase({ dataDir: folder });
};

/**
 * Needs `backups:manage`. `key` is a master key to try in place of the one at hand; it is kept nowhere. The
 * scratch database is embedded, in a temporary folder, and deleted: no node joins it, nothing is promoted
 * or delivered there. Whatever goes wrong in it is a drill that failed. Throws 404 for no such backup, 409 while
 * another drill is made, 422 at `/key` for what cannot be a master key.
 */
export async function drillBackup(
  ctx: Context,
  id: string,
  key?: Plaintext,
  open: OpenScratch = openEmbedded,
): Promise<DrillRow> {
  await requireBackupManager(ctx);
  ctx.installation.keys.requireUnlocked();
  const backup = await requireBackup(ctx, id);
  const input = key ? typedInput(key) : await inputAtHand(ctx);
  const drilled = await alone(ctx.installation.database, 'drill', async () => {
    await sweepScratch();
    return drillAlone(ctx, backup, input, open);
  });
  if (!drilled) throw underWay('drill');
  return drilled.done;
}

async function drillAlone(
  ctx: Context,
  backup: BackupRow,
  input: MasterKeyInput,
  open: OpenScratch,
): Promise<DrillRow> {
  const begun = performance.now();
  const { fingerprint } = await deriveMasterKey(input, ctx.installation.id);
  const { steps: report, differs } = await tryRestore(ctx, backup, input, open);
  const passed = report.every(({ ok }) => ok);
  const row = {
    id: newUuid(),
    backupId: backup.id,
    drilledBy: actorLabel(ctx.actor),
    masterFingerprint: fingerprint,
    passed,
    report,
    milliseconds: Math.round(performance.now() - begun),
  };
  const { file, masterFingerprint } = backup;
  const fault = passed ? null : faultOf({ steps: report });
  const told = { file, masterFingerprint, passed, triedFingerprint: fingerprint, fault };
  await recorded(
    ctx,
    async (tx) => {
      await insertDrill(tx, row);
      // All of the file was read, and compared with its manifest and with its row.
      if (passed || differs) await noteVerified(tx, backup.id, differs ? fault : null);
    },
    () => ({ in: 'installation', events: [{ action: 'backup.drilled', ...told }] }),
  );
  return { ...row, drilledAt: new Date() };
}
