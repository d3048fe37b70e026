// A backup file verified offline: with public material alone, no console and no database.

import nextEnv from '@next/env';
import type { BackupManifest } from '@/lib/contracts/backup-manifest';
import { deriveMasterKey } from '@/lib/crypto/master-key';
import { isDevelopment } from '@/lib/env';
import { BackupRefused } from '@/lib/services/backups/backup-refused';
import { verifyBackupFile as verify } from '@/lib/services/backups/read-backup-file';
import { readMasterKeyInputs } from '@/lib/services/keys/master-key-inputs';
import { gatherConfiguration } from '@/lib/services/managed/gather-configuration';
import { CommandRefused } from '../command-refused';

export interface VerifiedFile {
  readonly manifest: BackupManifest;
  /** Of the master key that this folder is configured with; null where there is none. */
  readonly keyAtHand: string | null;
}

/** `key` is the pinned public key. Throws CommandRefused with what is wrong. */
export async function verifyBackupFile(
  file: string,
  key: string | undefined,
): Promise<VerifiedFile> {
  try {
    const { manifest } = await verify(file, key === undefined ? [] : [key]);
    return { manifest, keyAtHand: await keyAtHand(manifest) };
  } catch (error) {
    if (error instanceof BackupRefused) throw new CommandRefused(error.fault, error.message);
    throw error;
  }
}

/** Fingerprints depend on the installation. Where nothing is configured, none is told. */
async function keyAtHand({ installationId }: BackupManifest): Promise<string | null> {
  const silent = { info: () => undefined, error: () => undefined };
  nextEnv.loadEnvConfig(process.cwd(), isDevelopment(), silent);
  try {
    const { env } = await gatherConfiguration();
    const [first] = (await readMasterKeyInputs(env)).given;
    return first ? (await deriveMasterKey(first.input, installationId)).fingerprint : null;
  } catch {
    return null;
  }
}
