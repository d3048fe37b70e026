// Configuration secrets that operators added to the catalogue.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';

export interface ManagedEntryRow {
  readonly name: string;
  readonly purpose: string;
  readonly createdAt: Date;
  /** In words, as it was then. */
  readonly createdBy: string;
}

/** By name. */
export async function listManagedEntries(reader: Reader): Promise<ManagedEntryRow[]> {
  return reader.managedSecretEntry.findMany({ orderBy: { name: 'asc' } });
}

/** False where there is one of that name. */
export async function insertManagedEntry(
  tx: Tx,
  row: Pick<ManagedEntryRow, 'name' | 'purpose' | 'createdBy'>,
): Promise<boolean> {
  const { count } = await tx.managedSecretEntry.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

/** False where there was none. */
export async function deleteManagedEntry(tx: Tx, name: string): Promise<boolean> {
  const { count } = await tx.managedSecretEntry.deleteMany({ where: { name } });
  return count === 1;
}
