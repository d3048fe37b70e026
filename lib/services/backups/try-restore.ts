// What a drill does: restores a backup into a scratch database, and opens what is in it.

import 'server-only';
import type { BackupManifest } from '@/lib/contracts/backup-manifest';
import { deriveMasterKey } from '@/lib/crypto/master-key';
import type { MasterKeyInput } from '@/lib/crypto/master-key';
import type { BackupRow } from '@/lib/db/backups/backups';
import type { Database } from '@/lib/db/connection/database';
import { findRootHead, listRootKeyWraps } from '@/lib/db/keys/root-keys';
import type { Context, Installation } from '../context';
import { installationOf } from '../installation';
import { KeyRing } from '../keys/key-ring';
import { loaderOf } from '../keys/load-root';
import { openRoot } from '../keys/unlock';
import { log } from '../log';
import { BackupRefused, faultText } from './backup-refused';
import { knownBackupKeys } from './backup-signer';
import { pathOfBackup } from './create-backup';
import { DRILL_STEPS, tryDataKeys, tryLogs, tryValues } from './drill-steps';
import type { DrillStep } from './drill-steps';
import { readManifest } from './read-manifest';
import { restoreBackup } from './restore-backup';
import { inScratchFolder } from './scratch-folder';
import { requireSameFile } from './verify-backup';

/** An empty database in that folder. */
export type OpenScratch = (folder: string) => Promise<Database>;

interface TriedOut {
  readonly steps: DrillStep[];
  /** Whether the file is not what was written. */
  readonly differs: boolean;
}

/** Step after step, up to the first that fails, for whatever reason. */
export async function tryRestore(
  ctx: Context,
  backup: BackupRow,
  input: MasterKeyInput,
  open: OpenScratch,
): Promise<TriedOut> {
  const steps: DrillStep[] = [];
  try {
    await inScratchFolder((folder) => trySteps(ctx, backup, input, () => open(folder), steps));
    return { steps, differs: false };
  } catch (error) {
    const differs = error instanceof BackupRefused;
    if (!differs) log.error({ err: error, file: backup.file }, 'a restore drill could not go on');
    const step = DRILL_STEPS[Math.min(steps.length, DRILL_STEPS.length - 1)]!;
    steps.push({ step, ok: false, text: faultText(error) });
    return { steps, differs };
  }
}

async function trySteps(
  ctx: Context,
  backup: BackupRow,
  input: MasterKeyInput,
  open: () => Promise<Database>,
  steps: DrillStep[],
): Promise<void> {
  const file = pathOfBackup(ctx, backup);
  const manifest = await readManifest(file, await knownBackupKeys(ctx.installation));
  await requireSameFile(ctx, backup, manifest);
  steps.push({ step: 'file', ok: true, text: `Signed by ${manifest.verifierKey}.` });
  const database = await open();
  try {
    const how = { signer: { kind: 'pinned' }, replace: false, revokeTokens: true } as const;
    await restoreBackup(database, file, manifest, { ...how, by: ctx.actor });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    steps.push({ step: 'restore', ok: true, text: `${rows} rows, each as its manifest says.` });
    await tryKeys(ctx, { database, manifest, input }, steps);
  } finally {
    await database.close().catch(() => undefined);
  }
}

interface Scratch {
  readonly database: Database;
  readonly manifest: BackupManifest;
  readonly input: MasterKeyInput;
}

async function tryKeys(ctx: Context, scratch: Scratch, steps: DrillStep[]): Promise<void> {
  const { database, manifest, input } = scratch;
  const opened = await openScratch(ctx, scratch);
  const { fingerprint } = await deriveMasterKey(input, manifest.installationId);
  if (!opened) {
    const text = `It needs ${manifest.masterFingerprint}; ${fingerprint} does not open it.`;
    steps.push({ step: 'root_key', ok: false, text });
    return;
  }
  steps.push({ step: 'root_key', ok: true, text: `${fingerprint} opens it.` });
  steps.push(await tryDataKeys(opened));
  steps.push(await tryValues(opened));
  steps.push(await tryLogs({ ...opened, database }, manifest));
}

/** Null where the key does not open the root key. */
async function openScratch(
  { installation }: Context,
  { database, manifest: { installationId }, input }: Scratch,
): Promise<Installation | null> {
  const head = await findRootHead(database.prisma);
  if (!head) return null;
  const wraps = await listRootKeyWraps(database.prisma, head.rootId);
  const given = [{ source: 'KEYSTOW_MASTER_KEY' as const, input }];
  const state = await openRoot(installationId, head, wraps, given);
  if (state.kind === 'locked') return null;
  const keys = new KeyRing(
    installationId,
    state,
    loaderOf(async () => given, installationId),
  );
  const { configuration, jwt } = installation;
  return installationOf(configuration, { id: installationId, database, keys, jwt });
}
