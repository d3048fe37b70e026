// The work of `keystow backup restore`: into this folder's database, or into one that was named.

import nextEnv from '@next/env';
import { hostname, userInfo } from 'node:os';
import { openDatabase } from '@/lib/db/connection/database';
import type { Database } from '@/lib/db/connection/database';
import type { BackupManifest } from '@/lib/contracts/backup-manifest';
import { isDevelopment } from '@/lib/env';
import type { Env } from '@/lib/env';
import { appendPending } from '@/lib/services/audit/append-pending';
import { BackupRefused } from '@/lib/services/backups/backup-refused';
import { readManifest } from '@/lib/services/backups/read-manifest';
import { restoreBackup } from '@/lib/services/backups/restore-backup';
import type { SignerRule } from '@/lib/services/backups/restore-signer';
import { readMasterKeyInputs } from '@/lib/services/keys/master-key-inputs';
import type { Configuration } from '@/lib/services/managed/configuration';
import { gatherConfiguration } from '@/lib/services/managed/gather-configuration';
import { CommandRefused } from '../command-refused';
import { asRefused, installationOn } from './with-installation';

export interface LocalRestore {
  readonly file: string;
  /** In place of this folder's database. */
  readonly databaseUrl?: string | undefined;
  /** Into DATA_DIR, also where the console uses a server. */
  readonly embedded?: boolean | undefined;
  readonly replace: boolean;
  readonly revokeTokens: boolean;
  /** A public key that must have signed the file; `null`: whoever signed it. */
  readonly key?: string | null | undefined;
  /** Told before anything is changed. */
  readonly onSigner: (signer: BackupSigner) => void;
  readonly onProgress: (rows: number, total: number) => void;
}

/** As the file itself says; the signature is its. */
export interface BackupSigner {
  /** The public key, `name+hash+key`. */
  readonly signedBy: string;
  readonly installationId: string;
  readonly takenAt: string;
}

export interface LocallyRestored extends BackupSigner {
  /** What vouches for the signer: the pinned key, the master key at hand that opens the signing key, or nothing. */
  readonly vouchedBy: 'key' | 'master_key' | 'nothing';
  readonly into: 'embedded' | 'postgres';
  readonly rows: number;
  /** The master key that opens it, and whether that is the one at hand. */
  readonly needs: string;
  readonly unlocked: boolean;
}

/** The console is stopped meanwhile. Throws CommandRefused; then nothing is changed. */
export async function restoreLocally(options: LocalRestore): Promise<LocallyRestored> {
  const silent = { info: () => undefined, error: () => undefined };
  nextEnv.loadEnvConfig(process.cwd(), isDevelopment(), silent);
  try {
    const configuration = await gatherConfiguration();
    const { env } = configuration;
    const { key } = options;
    const manifest = await readManifest(options.file, key ? [key] : []);
    const signed = signerOf(manifest);
    options.onSigner(signed);
    const signer = await signerRule(env, key);
    const own = options.embedded ? undefined : env.databaseUrl?.reveal();
    const databaseUrl = options.databaseUrl ?? own;
    const database = await openDatabase({ databaseUrl, dataDir: env.dataDir });
    try {
      await restoreBackup(database, options.file, manifest, {
        signer,
        replace: options.replace,
        revokeTokens: options.revokeTokens,
        by: { kind: 'system', name: `${userInfo().username}@${hostname()}` },
        checkpointDir: env.auditCheckpointDir,
        onProgress: options.onProgress,
      });
      return {
        ...signed,
        vouchedBy: VOUCHED[signer.kind],
        into: database.kind,
        rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
        needs: manifest.masterFingerprint,
        unlocked: await tellLogs(configuration, database),
      };
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof BackupRefused) throw new CommandRefused(error.fault, error.message);
    throw asRefused(error);
  }
}

const VOUCHED = { pinned: 'key', at_hand: 'master_key', unpinned: 'nothing' } as const;

function signerOf({ verifierKey, installationId, takenAt }: BackupManifest): BackupSigner {
  return { signedBy: verifierKey, installationId, takenAt };
}

async function signerRule(env: Env, key: string | null | undefined): Promise<SignerRule> {
  if (key === null) return { kind: 'unpinned' };
  if (key !== undefined) return { kind: 'pinned' };
  const { given } = await readMasterKeyInputs(env);
  return { kind: 'at_hand', given: given.map(({ input }) => input) };
}

/** With the right key the logs are told at once; else it waits until a console is unlocked. */
async function tellLogs(configuration: Configuration, database: Database): Promise<boolean> {
  const installation = await installationOn(configuration, database).catch(() => null);
  if (!installation?.keys.unlocked) return false;
  await appendPending(installation);
  return true;
}
