// Appends events to a chain inside the caller's transaction: head locked, checked, advanced.

import 'server-only';
import { auditHeadMac } from '@/lib/crypto/audit-head';
import { appendLeaf, emptyFrontier } from '@/lib/crypto/merkle';
import {
  appendAuditEvents,
  hasAuditEvents,
  insertAuditHead,
  lockAuditHead,
} from '@/lib/db/audit/audit';
import type { AuditHeadRow } from '@/lib/db/audit/audit';
import type { Tx } from '@/lib/db/connection/transaction';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { KeystowError } from '@/lib/domain/errors';
import type { KeyRing } from '../keys/key-ring';
import { eventRow } from './event-text';
import type { EventFacts } from './event-text';
import { requireIntactHead } from './intact-head';

export interface DatedEvent {
  readonly event: AuditEvent;
  readonly facts: EventFacts;
}

/**
 * The last thing a transaction does before COMMIT: numbers are gapless because the head stays locked.
 * Throws `tampered` when the head is not what this console wrote.
 */
export async function appendEvents(
  tx: Tx,
  keys: KeyRing,
  chainId: string,
  events: readonly DatedEvent[],
): Promise<void> {
  const head = (await lockAuditHead(tx, chainId)) ?? (await beginChain(tx, keys, chainId));
  const key = await requireIntactHead(tx, keys, head);
  let { frontier, size } = head;
  const rows = events.map(({ event, facts }) => {
    const row = eventRow(chainId, size + 1n, event, facts);
    frontier = appendLeaf(frontier, size, row.leaf);
    size += 1n;
    return row;
  });
  const mac = auditHeadMac(key, chainId, size, frontier);
  appendAuditEvents(tx, { chainId, keyId: key.id, size, frontier, mac }, rows);
}

async function beginChain(tx: Tx, keys: KeyRing, chainId: string): Promise<AuditHeadRow> {
  const [key] = await keys.sealing(tx, [{ ownerId: chainId, purpose: 'audit-mac' }]);
  const frontier = emptyFrontier;
  const mac = auditHeadMac(key!, chainId, 0n, frontier);
  await insertAuditHead(tx, { chainId, keyId: key!.id, size: 0n, frontier, mac });
  const head = await lockAuditHead(tx, chainId);
  if (!head || (head.size === 0n && (await hasAuditEvents(tx, chainId)))) {
    throw new KeystowError('tampered', 'The audit log has events but its head is missing.');
  }
  return head;
}
