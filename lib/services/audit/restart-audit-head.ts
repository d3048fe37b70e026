// After the key that authenticated the head of a log was lost: the head is taken as found, under a new key.

import 'server-only';
import { auditHeadMac } from '@/lib/crypto/audit-head';
import { frontierRoot } from '@/lib/crypto/merkle';
import { appendAuditEvents, lockAuditHead } from '@/lib/db/audit/audit';
import type { Tx } from '@/lib/db/connection/transaction';
import { KeystowError } from '@/lib/domain/errors';
import type { KeyRing } from '../keys/key-ring';

/** What the log held when its key was lost; the next event quotes it. */
export interface FoundLog {
  readonly size: string;
  /** RFC 6962 root, hex. */
  readonly root: string;
}

/** Nothing can check what is found: whoever kept a checkpoint compares it with the event that follows. */
export async function restartAuditHead(tx: Tx, keys: KeyRing, chainId: string): Promise<FoundLog> {
  const head = await lockAuditHead(tx, chainId);
  if (!head) throw new KeystowError('tampered', 'The head of an audit log is missing.');
  const [key] = await keys.sealing(tx, [{ ownerId: chainId, purpose: 'audit-mac' }]);
  const { size, frontier } = head;
  const mac = auditHeadMac(key!, chainId, size, frontier);
  appendAuditEvents(tx, { ...head, keyId: key!.id, mac }, []);
  const root = Buffer.from(frontierRoot(Uint8Array.from(frontier), size)).toString('hex');
  return { size: String(size), root };
}
