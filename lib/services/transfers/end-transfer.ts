// Pauses a transfer, cancels it, or ends one that is done.

import 'server-only';
import type { Transfer } from '@/lib/contracts/transfer';
import { CANCELLED, giveItemsUp } from '@/lib/db/transfers/transfer-items';
import { findTransferRow, lockTransfer, setTransferState } from '@/lib/db/transfers/transfers';
import type { TransferRow } from '@/lib/db/transfers/transfers';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { systemContext } from '../context';
import type { Context, Installation } from '../context';
import type { ScopeReference } from '../access/authorize';
import { recorded } from '../recorded';
import { findTransfer, noSuchTransfer } from './find-transfer';
import { requireState } from './start-transfer';
import { transferFacts } from './transfer-facts';
import { transferSummary } from './transfer-summary';

/** Needs `secrets:write`. Rows that were begun are done first. Throws 404, and 409 where it does not run. */
export async function pauseTransfer(
  ctx: Context,
  at: ScopeReference,
  named: string,
): Promise<Transfer> {
  const { scope, row } = await findTransfer(ctx, at, named);
  const paused = await recorded(
    ctx,
    async (tx) => {
      const locked = await lockTransfer(tx, scope, row.id);
      if (!locked) throw noSuchTransfer();
      requireState(locked, 'running');
      await setTransferState(tx, row.id, 'paused');
      return (await findTransferRow(tx, scope, row.id))!;
    },
    (now) => ({ in: scope, events: [pausedEvent(now)] }),
  );
  return transferSummary(paused);
}

/** Needs `secrets:write`. What was done stays. Throws 404, and 409 for one that has ended. */
export async function cancelTransfer(
  ctx: Context,
  at: ScopeReference,
  named: string,
): Promise<Transfer> {
  const { scope, row } = await findTransfer(ctx, at, named);
  const cancelled = await recorded(
    ctx,
    async (tx) => {
      const locked = await lockTransfer(tx, scope, row.id);
      if (!locked) throw noSuchTransfer();
      requireState(locked, 'planned', 'running', 'paused');
      const endedAt = new Date();
      const reason = 'The transfer was cancelled before.';
      await giveItemsUp(tx, row.id, { state: 'skipped', code: CANCELLED, reason }, endedAt);
      await setTransferState(tx, row.id, 'cancelled', { endedAt });
      return (await findTransferRow(tx, scope, row.id))!;
    },
    (now) => ({ in: scope, events: [endedEvent(now, true)] }),
  );
  return transferSummary(cancelled);
}

/** The console itself, because the transfer may not go on: whoever may resumes it. */
export async function restTransfer(
  installation: Installation,
  row: TransferRow,
  remark: { readonly code: string; readonly reason: string },
): Promise<void> {
  await asConsole(installation, row, async (tx, locked) => {
    const change = { remarkCode: remark.code, remark: remark.reason };
    await setTransferState(tx, locked.id, 'paused', change);
    return (now) => pausedEvent(now, remark.code);
  });
}

/** Of one that has nothing left to do but what was begun too often. */
export async function endTransfer(installation: Installation, row: TransferRow): Promise<void> {
  await asConsole(installation, row, async (tx, locked) => {
    const endedAt = new Date();
    const reason = 'It was begun several times and never came to an end. Plan it anew.';
    await giveItemsUp(tx, locked.id, { state: 'failed', code: 'given_up', reason }, endedAt);
    await setTransferState(tx, locked.id, 'ended', { endedAt });
    return (now) => endedEvent(now, false);
  });
}

async function asConsole(
  installation: Installation,
  row: TransferRow,
  act: (
    tx: Parameters<Parameters<typeof recorded>[1]>[0],
    locked: TransferRow,
  ) => Promise<(now: TransferRow) => AuditEvent>,
): Promise<void> {
  const scope = { id: row.scopeId };
  await recorded(
    systemContext(installation, 'transfers'),
    async (tx) => {
      const locked = await lockTransfer(tx, scope, row.id);
      if (locked?.state !== 'running') return null;
      const eventOf = await act(tx, locked);
      return eventOf((await findTransferRow(tx, scope, row.id))!);
    },
    (event) => ({
      in: { organizationId: row.organizationId },
      events: event === null ? [] : [event],
    }),
  );
}

function pausedEvent(row: TransferRow, remark: string | null = null): AuditEvent {
  return { action: 'transfer.paused', ...transferFacts(row), remark };
}

function endedEvent(row: TransferRow, cancelled: boolean): AuditEvent {
  const { planned: _, ...counts } = transferSummary(row).counts;
  return { action: 'transfer.ended', ...transferFacts(row), cancelled, ...counts };
}
