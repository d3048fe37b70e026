// The rows of transfers: as they were planned, and what came of each.

import 'server-only';
import type { TransferItemState, TransferVerdict } from '@/lib/domain/transfer';
import type { Reader, Tx } from '../connection/transaction';

export interface TransferItemRow {
  readonly number: number;
  readonly name: string;
  readonly secretId: string | null;
  /** References; null: sealed here. */
  readonly source: string | null;
  readonly target: string | null;
  readonly sourceVersion: string | null;
  readonly targetVersion: string | null;
  readonly verdict: TransferVerdict;
  readonly writes: boolean;
  readonly state: TransferItemState;
  readonly code: string | null;
  readonly reason: string | null;
  readonly attempts: number;
  readonly at: Date | null;
}

export type PlannedItem = Omit<TransferItemRow, 'state' | 'attempts' | 'at'>;

export async function insertItems(
  tx: Tx,
  transferId: string,
  items: readonly PlannedItem[],
): Promise<void> {
  await tx.transferItem.createMany({ data: items.map((item) => ({ ...item, transferId })) });
}

export interface ItemsWanted {
  /** A number. */
  readonly after?: number | undefined;
  readonly state?: TransferItemState | undefined;
  readonly verdict?: TransferVerdict | undefined;
  readonly limit: number;
}

/** By number. */
export async function listItems(
  reader: Reader,
  transferId: string,
  { after = 0, state, verdict, limit }: ItemsWanted,
): Promise<TransferItemRow[]> {
  const rows = await reader.transferItem.findMany({
    where: {
      transferId,
      number: { gt: after },
      ...(state === undefined ? {} : { state }),
      ...(verdict === undefined ? {} : { verdict }),
    },
    orderBy: { number: 'asc' },
    take: limit,
  });
  return rows as TransferItemRow[];
}

/** Those that would be written, by number. */
export async function listWritingItems(
  reader: Reader,
  transferId: string,
): Promise<{ readonly number: number; readonly name: string }[]> {
  return reader.transferItem.findMany({
    where: { transferId, writes: true },
    select: { number: true, name: true },
    orderBy: { number: 'asc' },
  });
}

/** Leaves out what would not be written, with why as it is, and what somebody discards. */
export async function skipItems(
  tx: Tx,
  transferId: string,
  discarded: readonly number[],
  at: Date,
): Promise<void> {
  const reason = 'It was discarded.';
  await tx.transferItem.updateMany({
    where: { transferId, number: { in: [...discarded] } },
    data: { state: 'skipped', code: 'discarded', reason, at },
  });
  await tx.transferItem.updateMany({
    where: { transferId, writes: false, state: 'planned' },
    data: { state: 'skipped', at },
  });
}

/** What is still to be done, and will not be. */
export async function giveItemsUp(
  tx: Tx,
  transferId: string,
  outcome: Pick<TransferItemRow, 'state' | 'code' | 'reason'>,
  at: Date,
): Promise<void> {
  await tx.transferItem.updateMany({
    where: { transferId, state: 'planned' },
    data: { ...outcome, at },
  });
}

/** Those that were begun least often first; none that were begun `attemptsMax` times. */
export async function nextItems(
  reader: Reader,
  transferId: string,
  attemptsMax: number,
  limit: number,
): Promise<TransferItemRow[]> {
  const rows = await reader.transferItem.findMany({
    where: { transferId, state: 'planned', attempts: { lt: attemptsMax } },
    orderBy: [{ attempts: 'asc' }, { number: 'asc' }],
    take: limit,
  });
  return rows as TransferItemRow[];
}

/** Before anything is done about them. */
export async function beginItems(
  tx: Tx,
  transferId: string,
  numbers: readonly number[],
): Promise<void> {
  await tx.transferItem.updateMany({
    where: { transferId, number: { in: [...numbers] } },
    data: { attempts: { increment: 1 } },
  });
}

export const CANCELLED = 'cancelled';

/**
 * Of an item that nobody else has finished meanwhile; false where somebody has. What was under way when the transfer
 * was cancelled is told as it came out.
 */
export async function noteItem(
  tx: Tx,
  transferId: string,
  number: number,
  outcome: Pick<TransferItemRow, 'state' | 'code' | 'reason'>,
): Promise<boolean> {
  const { count } = await tx.transferItem.updateMany({
    where: {
      transferId,
      number,
      OR: [
        { state: 'planned' },
        ...(outcome.state === 'planned' ? [] : [{ state: 'skipped', code: CANCELLED }]),
      ],
    },
    data: { ...outcome, at: new Date() },
  });
  return count === 1;
}
