// Lists the transfers of a scope, and reads one with a page of its rows.

import 'server-only';
import type {
  ListTransfersQuery,
  ReadTransferQuery,
  TransferList,
  TransferPage,
} from '@/lib/contracts/transfer';
import { listItems } from '@/lib/db/transfers/transfer-items';
import { listTransferRows } from '@/lib/db/transfers/transfers';
import { KeystowError } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { findTransfer } from './find-transfer';
import { transferItem, transferSummary } from './transfer-summary';

const TRANSFERS_PER_PAGE = 50;
const ITEMS_PER_PAGE = 200;

/** Needs `secrets:write`. Newest first; `next` is where to go on after. Throws 400 for an `after` that is none. */
export async function listTransfers(
  ctx: Context,
  at: ScopeReference,
  { after, limit = TRANSFERS_PER_PAGE }: ListTransfersQuery = {},
): Promise<TransferList> {
  const scope = await authorize(ctx, at, 'secrets:write', LEFT_OUT);
  const id = after === undefined ? undefined : fromTypeId(['transfer'], after);
  if (id === null) throw new KeystowError('invalid_shape', 'Send `after` as `next` was.');
  const { prisma } = ctx.installation.database;
  const rows = await listTransferRows(prisma, scope, { after: id, limit: limit + 1 });
  const items = rows.slice(0, limit).map(transferSummary);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Needs `secrets:write`. By number; rows beyond the names of a token are left out. Throws 404. */
export async function readTransfer(
  ctx: Context,
  at: ScopeReference,
  named: string,
  { limit = ITEMS_PER_PAGE, ...query }: ReadTransferQuery = {},
): Promise<TransferPage> {
  const { row } = await findTransfer(ctx, at, named);
  const { prisma } = ctx.installation.database;
  const rows = await listItems(prisma, row.id, { ...query, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const patterns = namePatternsOf(ctx);
  const items = page.filter(({ name }) => isWithinPatterns(patterns, name)).map(transferItem);
  const next = rows.length > limit ? (page.at(-1)?.number ?? null) : null;
  return { transfer: transferSummary(row), items, next };
}
