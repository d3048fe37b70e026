// After a change of keys: the head of a log is checked with its old key and authenticated with the new one.

import 'server-only';
import { auditHeadMac } from '@/lib/crypto/audit-head';
import { appendAuditEvents, lockAuditHead } from '@/lib/db/audit/audit';
import type { Tx } from '@/lib/db/connection/transaction';
import type { KeyRing } from '../keys/key-ring';
import { requireIntactHead } from './intact-head';

/** Throws `tampered` when the head is not what this console wrote; it is left as it is then. */
export async function renewAuditHead(tx: Tx, keys: KeyRing, chainId: string): Promise<void> {
  const head = await lockAuditHead(tx, chainId);
  if (!head) return;
  await requireIntactHead(tx, keys, head);
  const [key] = await keys.sealing(tx, [{ ownerId: chainId, purpose: 'audit-mac' }]);
  const mac = auditHeadMac(key!, chainId, head.size, head.frontier);
  appendAuditEvents(tx, { ...head, keyId: key!.id, mac }, []);
}
