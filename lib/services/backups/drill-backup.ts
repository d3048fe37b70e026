// A restore drill: a backup and a key are tried together, in a database that nobody else sees.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import 'server-only';
import type { BackupManifest } from '@/lib/contracts/backup-manifest';
import { deriveMasterKey } from '@/lib/crypto/master-key';
import type { MasterKeyInput } from '@/lib/crypto/master-key';
import { insertDrill } from '@/lib/db/backups/backups';
import type { BackupRow, DrillRow } from '@/lib/db/backups/backups';
import { openDatabase } from '@/lib/db/connection/database';
import type { Database } from '@/lib/db/connection/database';
import { findRootHead, listRootKeyWraps } from '@/lib/db/keys/root-keys';
import { actorLabel } from '@/lib/domain/actor';
import { newUuid } from '@/lib/domain/ids';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context, Installation } from '../context';
import { installationOf } from '../installation';
import { KeyRing } from '../keys/key-ring';
import { loaderOf } from '../keys/load-root';
import { openRoot } from '../keys/unlock';
import { recorded } from '../recorded';
import { BackupRefused } from './backup-refused';
import { knownBackupKeys } from './backup-signer';
import { pathOfBackup } from './create-backup';
import { inputAtHand, typedInput } from './drill-key';
import { tryDataKeys, tryLogs, tryValues } from './drill-steps';
import type { DrillStep } from './drill-steps';
import { readManifest } from './read-manifest';
import { requireBackupManager } from './require-backup-manager';
import { restoreBackup } from './restore-backup';
import { requireBackup } from './verify-backup';

/**
 * Needs `backups:manage`. `key` is a master key to try in place of the one at hand; it is kept nowhere. The
 * scratch database is embedded, in a temporary folder, and deleted: no node joins it, nothing is promoted
 * or delivered there. Throws 404 for no such backup, 422 at `/key` for what cannot be a master key.
 */
export async function drillBackup(ctx: Context, id: string, key?: Plaintext): Promise<DrillRow> {
  await requireBackupManager(ctx);
  ctx.installation.keys.requireUnlocked();
  const backup = await requireBackup(ctx, id);
  const begun = performance.now();
  const input = key ? typedInput(key) : await inputAtHand(ctx);
  const { fingerprint } = await deriveMasterKey(input, ctx.installation.id);
  const report = await tryOut(ctx, backup, input);
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
  const told = { file, masterFingerprint, passed, triedFingerprint: fingerprint };
  await recorded(
    ctx,
    (tx) => insertDrill(tx, row),
    () => ({ in: 'installation', events: [{ action: 'backup.drilled', ...told }] }),
  );
  return { ...row, drilledAt: new Date() };
}

/** Step after step, up to the first that fails. */
async function tryOut(
  ctx: Context,
  backup: BackupRow,
  input: MasterKeyInput,
): Promise<DrillStep[]> {
  const file = pathOfBackup(ctx, backup);
  const steps: DrillStep[] = [];
  const scratch = await mkdtemp(path.join(tmpdir(), 'keystow-drill-'));
  let database: Database | undefined;
  try {
    const manifest = await readManifest(file, await knownBackupKeys(ctx.installation));
    steps.push({ step: 'file', ok: true, text: `Signed by ${manifest.verifierKey}.` });
    database = await openDatabase({ dataDir: scratch });
    const by = ctx.actor;
    await restoreBackup(database, file, manifest, {
      signer: { kind: 'pinned' },
      replace: false,
      revokeTokens: true,
      by,
    });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    steps.push({ step: 'restore', ok: true, text: `${rows} rows, each as its manifest says.` });
    await tryKeys(ctx, { database, manifest, input }, steps);
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error;
    const step = steps.length === 0 ? 'file' : 'restore';
    steps.push({ step, ok: false, text: error.message });
  } finally {
    await database?.close();
    await rm(scratch, { recursive: true, force: true });
  }
  return steps;
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
  steps.push(await tryDataKeys(opened), await tryValues(opened));
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
