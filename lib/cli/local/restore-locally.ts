// The work of `keystow backup restore`: into this folder's database, or into one that was named.

import nextEnv from '@next/env';
import { hostname, userInfo } from 'node:os';
import { openDatabase } from '@/lib/db/connection/database';
import type { Database } from '@/lib/db/connection/database';
import { isDevelopment } from '@/lib/env';
import { appendPending } from '@/lib/services/audit/append-pending';
import { BackupRefused } from '@/lib/services/backups/backup-refused';
import { readManifest } from '@/lib/services/backups/read-manifest';
import { restoreBackup } from '@/lib/services/backups/restore-backup';
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
  /** A public key that must have signed the file. */
  readonly key?: string | undefined;
  readonly onProgress: (rows: number, total: number) => void;
}

export interface LocallyRestored {
  readonly takenAt: string;
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
    const manifest = await readManifest(options.file, options.key ? [options.key] : []);
    const own = options.embedded ? undefined : env.databaseUrl?.reveal();
    const databaseUrl = options.databaseUrl ?? own;
    const database = await openDatabase({ databaseUrl, dataDir: env.dataDir });
    try {
      await restoreBackup(database, options.file, manifest, {
        replace: options.replace,
        revokeTokens: options.revokeTokens,
        by: { kind: 'system', name: `${userInfo().username}@${hostname()}` },
        checkpointDir: env.auditCheckpointDir,
        onProgress: options.onProgress,
      });
      return {
        takenAt: manifest.takenAt,
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

/** With the right key the logs are told at once; else it waits until a console is unlocked. */
async function tellLogs(configuration: Configuration, database: Database): Promise<boolean> {
  const installation = await installationOn(configuration, database).catch(() => null);
  if (!installation?.keys.unlocked) return false;
  await appendPending(installation);
  return true;
}
