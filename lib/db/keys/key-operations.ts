// Changes of the master key or of the root and data keys: at most one is open at a time.

import 'server-only';
import type { KeyCause, KeyDepth } from '@/lib/domain/key-operation';
import type { KeyOperation, Prisma } from '../generated/client.ts';
import type { Reader, Tx } from '../connection/transaction';

export type KeyOperationRow = Omit<KeyOperation, 'cause' | 'depths'> & {
  readonly cause: KeyCause;
  readonly depths: readonly KeyDepth[];
};

export async function findOpenOperation(reader: Reader): Promise<KeyOperationRow | null> {
  const row = await reader.keyOperation.findFirst({ where: { state: 'open' } });
  return row && toOperation(row);
}

/** Whether there is something to re-encrypt and nobody has paused it. Asked before each batch. */
export async function isReencryptionOpen(reader: Reader): Promise<boolean> {
  const rows = await reader.$queryRaw<unknown[]>`
    SELECT 1 FROM key_operation
     WHERE state = 'open' AND to_root_id IS NOT NULL AND paused_at IS NULL`;
  return rows.length > 0;
}

/** Locks the open operation against every other change of it; null when there is none. */
export async function lockOpenOperation(tx: Tx): Promise<KeyOperationRow | null> {
  await tx.$executeRaw`SELECT FROM key_operation WHERE state = 'open' FOR UPDATE`;
  return findOpenOperation(tx);
}

export async function findOperation(reader: Reader, id: string): Promise<KeyOperationRow | null> {
  const row = await reader.keyOperation.findUnique({ where: { id } });
  return row && toOperation(row);
}

/** The operations there were, newest first, after the one that began at `before`. */
export async function listOperations(
  reader: Reader,
  page: { readonly before?: Date | undefined; readonly limit: number },
): Promise<KeyOperationRow[]> {
  const rows = await reader.keyOperation.findMany({
    ...(page.before ? { where: { startedAt: { lt: page.before } } } : {}),
    orderBy: { startedAt: 'desc' },
    take: page.limit,
  });
  return rows.map(toOperation);
}

/** A second open one fails on its unique index. */
export async function insertOperation(
  tx: Tx,
  row: Pick<
    KeyOperationRow,
    'id' | 'cause' | 'fromFingerprint' | 'fromRootId' | 'changeNumber' | 'heldBy' | 'heldById'
  > & { readonly depths: readonly KeyDepth[] },
): Promise<void> {
  await tx.keyOperation.create({
    data: { ...row, depths: [...row.depths], startedBy: row.heldBy },
  });
}

export async function updateOperation(
  tx: Tx,
  id: string,
  data: Omit<Prisma.KeyOperationUpdateInput, 'id' | 'cause' | 'depths'>,
): Promise<void> {
  await tx.keyOperation.update({ where: { id }, data });
}

function toOperation(row: KeyOperation): KeyOperationRow {
  return row as KeyOperation as KeyOperationRow;
}
