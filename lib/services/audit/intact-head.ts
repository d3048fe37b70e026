// The head of an audit log as its last writer left it, or a refusal.

import 'server-only';
import { auditHeadIsIntact } from '@/lib/crypto/audit-head';
import type { DataKey } from '@/lib/crypto/data-key';
import type { AuditHeadRow } from '@/lib/db/audit/audit';
import type { Reader } from '@/lib/db/connection/transaction';
import { KeystowError } from '@/lib/domain/errors';
import type { KeyRing } from '../keys/key-ring';

/** Answers with the key that it was authenticated with. Throws `tampered` for any other head. */
export async function requireIntactHead(
  reader: Reader,
  keys: KeyRing,
  head: AuditHeadRow,
): Promise<DataKey> {
  const key = await keys.opening(reader, head.keyId);
  if (key.ownerId !== head.chainId || !auditHeadIsIntact(key, head)) {
    throw new KeystowError('tampered', 'The head of the audit log is not what this console wrote.');
  }
  return key;
}
