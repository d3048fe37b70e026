// Starts a planned transfer, or goes on with a paused one, by the rights of whoever does so.

import 'server-only';
import type { StartTransferInput, Transfer } from '@/lib/contracts/transfer';
import { listWritingItems, skipItems } from '@/lib/db/transfers/transfer-items';
import { findTransferRow, lockTransfer, setTransferState } from '@/lib/db/transfers/transfers';
import type { TransferRow } from '@/lib/db/transfers/transfers';
import type { Tx } from '@/lib/db/connection/transaction';
import { actorLabel } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { toTypeId } from '@/lib/domain/ids';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import type { TransferState } from '@/lib/domain/transfer';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { memberOf } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { findTransfer, noSuchTransfer } from './find-transfer';
import { reachEnds } from './reach-connector';
import { transferFacts } from './transfer-facts';
import { transferSummary } from './transfer-summary';

/**
 * Needs `secrets:write`, and `secrets:delete` where sources are deleted. What writes nothing, and what is discarded,
 * is skipped. Throws 409 for one that was started before, 422 for an unknown row, where nothing is left to do, and
 * as `reachEnds`.
 */
export async function startTransfer(
  ctx: Context,
  at: ScopeReference,
  named: string,
  { discard = [] }: StartTransferInput = {},
): Promise<Transfer> {
  return begin(ctx, at, named, 'planned', async (tx, row) => {
    const unknown = discard.findIndex((number) => number > transferSummary(row).rows);
    if (unknown >= 0) {
      throw ruleBroken(`/discard/${unknown}`, 'unknown_row', 'No row has this number.');
    }
    await skipItems(tx, row.id, discard, new Date());
  });
}

/** As `startTransfer`, for one that was paused: it goes on by the rights of whoever resumes it. */
export async function resumeTransfer(
  ctx: Context,
  at: ScopeReference,
  named: string,
): Promise<Transfer> {
  return begin(ctx, at, named, 'paused', async () => undefined);
}

async function begin(
  ctx: Context,
  at: ScopeReference,
  named: string,
  state: 'planned' | 'paused',
  prepare: (tx: Tx, row: TransferRow) => Promise<void>,
): Promise<Transfer> {
  const { scope, row } = await findTransfer(ctx, at, named);
  ctx.installation.keys.requireUnlocked();
  requireState(row, state);
  if (row.removeSource) await authorize(ctx, at, 'secrets:delete', LEFT_OUT);
  await reachEnds(ctx, scope, endsOf(row));
  const { kind, id } = memberOf(ctx);
  const by = { startedByKind: kind, startedById: id, startedBy: actorLabel(ctx.actor) };
  const running = await recorded(
    ctx,
    async (tx) => {
      const locked = await lockTransfer(tx, scope, row.id);
      if (!locked) throw noSuchTransfer();
      requireState(locked, state);
      await prepare(tx, locked);
      await requireWork(ctx, tx, scope, locked);
      const startedAt = locked.startedAt ?? new Date();
      await setTransferState(tx, row.id, 'running', { ...by, startedAt });
      return (await findTransferRow(tx, scope, row.id))!;
    },
    (now) => ({
      in: scope,
      events: [
        {
          action: state === 'planned' ? 'transfer.started' : 'transfer.resumed',
          ...transferFacts(now),
          rows: now.counts?.planned ?? 0,
        },
      ],
    }),
  );
  return transferSummary(running);
}

/** What the connectors of a transfer have to be. A deleted one is out of reach. */
export function endsOf({ mode, fromConnectorId, toConnectorId, removeSource }: TransferRow) {
  const named = (id: string | null) => id && toTypeId('connector', id);
  return { mode, from: named(fromConnectorId), to: named(toConnectorId), removeSource };
}

/** Throws 409 for another state. */
export function requireState(row: TransferRow, ...wanted: readonly TransferState[]): void {
  if (wanted.includes(row.state)) return;
  const message = `The transfer is ${row.state} now. Look at it again.`;
  throw new KeystowError('conflict', message, {
    issues: [{ pointer: '', code: `transfer_${row.state}`, message }],
  });
}

/** Throws 422 where nothing is left to do, 403 where a token is limited to other names. */
async function requireWork(
  ctx: Context,
  tx: Tx,
  scope: AuthorizedScope,
  { id }: TransferRow,
): Promise<void> {
  const now = await findTransferRow(tx, scope, id);
  if (!now?.counts?.planned) {
    throw ruleBroken('', 'nothing_to_do', 'No row would be written. Plan the transfer anew.');
  }
  const patterns = namePatternsOf(ctx);
  const writing = await listWritingItems(tx, id);
  if (writing.every(({ name }) => isWithinPatterns(patterns, name))) return;
  throw new KeystowError('forbidden', 'This token is limited to other names.');
}
