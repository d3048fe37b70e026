// Backup files for tests: restored as the command does, and signed by somebody else.

import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { backupTail } from '@/lib/crypto/backup-tail';
import { readMasterKeyLeniently } from '@/lib/crypto/master-key';
import { noteSigner } from '@/lib/crypto/signed-note';
import type { Database } from '@/lib/db/connection/database';
import { ownIdentity } from '@/lib/db/connection/process-identity';
import { readManifest } from '@/lib/services/backups/read-manifest';
import { restoreBackup } from '@/lib/services/backups/restore-backup';
import type { RestoreOptions } from '@/lib/services/backups/restore-backup';
import type { SignerRule } from '@/lib/services/backups/restore-signer';
import { TEST_MASTER_KEY } from './installation';

/** The master key of test installations is at hand, and nothing else vouches for a file. */
export function atHand(masterKey: string = TEST_MASTER_KEY): SignerRule {
  return { kind: 'at_hand', given: [readMasterKeyLeniently(masterKey).input] };
}

/** With the test master key at hand, into an empty database, unless `more` says another. */
export async function restoreTo(
  database: Database,
  file: string,
  more: Partial<RestoreOptions> = {},
): Promise<void> {
  const by = { kind: 'system', name: 'operator@host' } as const;
  const options = { signer: atHand(), replace: false, revokeTokens: false, by, ...more };
  await restoreBackup(database, file, await readManifest(file), options);
}

/** The folder of a drill whose process was killed; answers its name within the temporary folder. */
export async function leaveScratch(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'keystow-drill-'));
  const killed = { ...(await ownIdentity()), pid: 2 ** 30, since: '', released: false };
  await mkdir(path.join(folder, 'lock'));
  await writeFile(path.join(folder, 'lock', '1'), JSON.stringify(killed));
  return path.basename(folder);
}

/** The rows of `file` under a manifest of the same words, well signed with a key that is nobody's. */
export async function signAnew(file: string, forged: string): Promise<void> {
  const manifest = await readManifest(file);
  const signer = noteSigner(manifest.verifierKey.split('+')[0]!, Buffer.alloc(32, 7));
  const rows = (await readFile(file)).subarray(0, manifest.bytes);
  const tail = backupTail({ ...manifest, verifierKey: signer.verifierKey }, signer);
  await writeFile(forged, Buffer.concat([rows, tail]));
}
