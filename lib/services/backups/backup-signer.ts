// The key that signs backups: the one that signs checkpoints of the installation's own audit log.

import 'server-only';
import { auditOrigin, checkpointSigner } from '@/lib/crypto/checkpoint';
import type { NoteSigner } from '@/lib/crypto/signed-note';
import { listRingKeys } from '@/lib/db/keys/data-keys';
import { hasChangedRoot } from '@/lib/db/audit/checkpoints';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recorded } from '../recorded';

/** Throws `locked` while the console is. */
export async function backupSigner(installation: Installation): Promise<NoteSigner> {
  const { keys, id } = installation;
  const ring = { ownerId: id, purpose: 'audit-sign' } as const;
  const [key] = await recorded(
    systemContext(installation, 'backup'),
    (tx) => keys.sealing(tx, [ring]),
    () => ({ in: 'installation', events: [] }),
  );
  return checkpointSigner(key!, auditOrigin(id, id));
}

/** Public keys that backups of this console were signed by; empty where they cannot all be known. */
export async function knownBackupKeys(installation: Installation): Promise<string[]> {
  return (await hasChangedRoot(installation.database.prisma)) ? [] : ownBackupKeys(installation);
}

/** Those that are still known; a change of the root key deletes the ones before. Empty while locked. */
export async function ownBackupKeys(installation: Installation): Promise<string[]> {
  const { keys, id, database } = installation;
  const { prisma } = database;
  if (!keys.unlocked) return [];
  const rows = await listRingKeys(prisma, { ownerId: id, purpose: 'audit-sign' });
  const all = await Promise.all(rows.map((row) => keys.unwrap(prisma, row)));
  return all.map((key) => checkpointSigner(key, auditOrigin(id, id)).verifierKey);
}
