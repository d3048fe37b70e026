// What events say of a transfer.

import 'server-only';
import type { TransferRow } from '@/lib/db/transfers/transfers';
import { transferName } from './transfer-summary';

export function transferFacts(row: TransferRow) {
  const { id, mode, fromSlug: from, toSlug: to, removeSource } = row;
  const scope = { kind: row.scopeKind, id: row.scopeId, path: row.scopePath };
  return { transfer: { id, name: transferName(row) }, scope, mode, from, to, removeSource };
}
