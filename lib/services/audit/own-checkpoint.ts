// Whether a stored checkpoint is one that this console signed: rows are what somebody may have written.

import 'server-only';
import { auditOrigin, checkpointSigner, openCheckpoint } from '@/lib/crypto/checkpoint';
import type { Checkpoint } from '@/lib/crypto/checkpoint';
import type { CheckpointRow } from '@/lib/db/audit/checkpoints';
import { hasChangedRoot } from '@/lib/db/audit/checkpoints';
import { listRingKeys } from '@/lib/db/keys/data-keys';
import { KeystowError } from '@/lib/domain/errors';
import type { Installation } from '../context';

type StoredCheckpoint = Pick<CheckpointRow, 'chainId' | 'size' | 'note' | 'verifierKey'>;

/**
 * Opens checkpoints of a log; null for what is none of its size, or was signed by another key. While the
 * console is locked, and of a root key that was retired, there is only the key that is stored beside it.
 */
export async function checkpointOpener(
  installation: Installation,
  chainId: string,
): Promise<(row: StoredCheckpoint) => Checkpoint | null> {
  const origin = auditOrigin(installation.id, chainId);
  const own = await ownKeys(installation, chainId, origin);
  return (row) => {
    if (own && !own.has(row.verifierKey)) return null;
    const signed = openSafely(row);
    return signed?.origin === origin && signed.size === row.size ? signed : null;
  };
}

/** Null where they cannot all be known. */
async function ownKeys(
  { database, keys }: Installation,
  chainId: string,
  origin: string,
): Promise<ReadonlySet<string> | null> {
  const { prisma } = database;
  if (!keys.unlocked || (await hasChangedRoot(prisma))) return null;
  const own = new Set<string>();
  for (const row of await listRingKeys(prisma, { ownerId: chainId, purpose: 'audit-sign' })) {
    try {
      own.add(checkpointSigner(await keys.unwrap(prisma, row), origin).verifierKey);
    } catch (error) {
      if (!(error instanceof KeystowError && error.code === 'tampered')) throw error;
    }
  }
  return own;
}

function openSafely({ note, verifierKey }: StoredCheckpoint): Checkpoint | null {
  try {
    return openCheckpoint(note, verifierKey);
  } catch {
    return null;
  }
}
