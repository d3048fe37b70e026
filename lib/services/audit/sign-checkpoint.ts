// Signs what an audit log is now: from the frontier its writer kept, never from rows that were read again.

import 'server-only';
import { auditOrigin, checkpointSigner, signCheckpoint } from '@/lib/crypto/checkpoint';
import type { DataKey } from '@/lib/crypto/data-key';
import { frontierRoot } from '@/lib/crypto/merkle';
import { findAuditHead, insertCheckpoint } from '@/lib/db/audit/checkpoints';
import type { CheckpointRow } from '@/lib/db/audit/checkpoints';
import { bookkeeping } from '../bookkeeping';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recorded } from '../recorded';
import { requireIntactHead } from './intact-head';

/** Null for a log without events. Throws `tampered` when the head is not what this console wrote. */
export async function signLog(
  installation: Installation,
  chainId: string,
): Promise<CheckpointRow | null> {
  const { keys, id, database } = installation;
  keys.requireUnlocked();
  const head = await findAuditHead(database.prisma, chainId);
  if (!head || head.size === 0n) return null;
  await requireIntactHead(database.prisma, keys, head);
  const origin = auditOrigin(id, chainId);
  const signer = checkpointSigner(await signingKey(installation, chainId), origin);
  const root = frontierRoot(Uint8Array.from(head.frontier), head.size);
  const note = signCheckpoint({ origin, size: head.size, root }, signer);
  const row = { chainId, size: head.size, note, verifierKey: signer.verifierKey };
  await bookkeeping(installation, (tx) => insertCheckpoint(tx, row));
  return { ...row, at: new Date() };
}

/** The ring's first key is made when it is first asked for. */
export async function signingKey(installation: Installation, chainId: string): Promise<DataKey> {
  const ring = { ownerId: chainId, purpose: 'audit-sign' } as const;
  const [key] = await recorded(
    systemContext(installation, 'checkpoint'),
    (tx) => installation.keys.sealing(tx, [ring]),
    () => ({ in: 'installation', events: [] }),
  );
  return key!;
}
