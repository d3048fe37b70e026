// Whose backup it is that is restored: by a pinned key, or by the signing key that lies in it, sealed.

import 'server-only';
import type { BackupManifest } from '@/lib/contracts/backup-manifest';
import { auditOrigin, checkpointSigner } from '@/lib/crypto/checkpoint';
import { unwrapDataKey } from '@/lib/crypto/data-key';
import { deriveMasterKey, unwrapRootKey } from '@/lib/crypto/master-key';
import type { MasterKey, MasterKeyInput } from '@/lib/crypto/master-key';
import { OpenError } from '@/lib/crypto/open-error';
import type { SealedSigningKey } from '@/lib/db/backups/restored-signing-keys';
import { BackupRefused } from './backup-refused';

/**
 * `pinned`: the manifest was read with keys that were known before, which names the installation as well.
 * `at_hand`: one of these master keys has to open the key that signed it, and what is replaced has to be of the
 * same installation. `unpinned`: somebody said that nobody can tell.
 */
export type SignerRule =
  | { readonly kind: 'pinned' | 'unpinned' }
  | { readonly kind: 'at_hand'; readonly given: readonly MasterKeyInput[] };

const OTHERWISE =
  'Give --key with the public key that was pinned, or --unpinned where nobody can tell any more.';

/** Throws BackupRefused where the console that is there (null: none) is of another installation. */
export function requireOwnInstallation(
  { installationId }: Pick<BackupManifest, 'installationId'>,
  former: string | null,
): void {
  if (former === null || former === installationId) return;
  throw new BackupRefused(
    'other_installation',
    `The backup is of the installation ${installationId}; the console in that database is ${former}. ${OTHERWISE}`,
  );
}

/**
 * A forger has no root key to seal a signing key of his own under: whoever signed with one that a master key at
 * hand opens was the console. Throws BackupRefused.
 */
export async function requireOwnSigner(
  manifest: BackupManifest,
  keys: readonly SealedSigningKey[],
  given: readonly MasterKeyInput[],
): Promise<void> {
  const { installationId, verifierKey } = manifest;
  for (const input of given) {
    const master = await deriveMasterKey(input, installationId);
    if (keys.some((key) => verifierOf(key, master, installationId) === verifierKey)) return;
  }
  throw new BackupRefused(
    'unknown_signer',
    `It was signed by ${verifierKey}, and no master key at hand opens that key in the backup. ${OTHERWISE}`,
  );
}

/** Null where that master key does not open it. */
function verifierOf(key: SealedSigningKey, master: MasterKey, installationId: string) {
  if (key.masterFingerprint !== master.fingerprint) return null;
  try {
    const root = unwrapRootKey(master, key.rootId, key.envelope, installationId);
    const opened = unwrapDataKey(root, key, installationId);
    return checkpointSigner(opened, auditOrigin(installationId, installationId)).verifierKey;
  } catch (error) {
    if (error instanceof OpenError) return null;
    throw error;
  }
}
