// Works running transfers off, one process each; whoever was killed is followed by any other.

import 'server-only';
import { beginItems, nextItems, noteItem } from '@/lib/db/transfers/transfer-items';
import type { TransferItemRow } from '@/lib/db/transfers/transfer-items';
import {
  claimTransfer,
  findTransferRow,
  leaveLease,
  renewLease,
} from '@/lib/db/transfers/transfers';
import type { TransferRow } from '@/lib/db/transfers/transfers';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid, toTypeId } from '@/lib/domain/ids';
import { bookkeeping } from '../bookkeeping';
import type { Installation } from '../context';
import { recorded } from '../recorded';
import { endTransfer, restTransfer } from './end-transfer';
import type { ItemOutcome, ItemWork } from './item-work';
import { reachEnds } from './reach-connector';
import { endsOf } from './start-transfer';
import { starterContext } from './starter-context';
import { ATTEMPTS_MAX, workItem } from './work-item';

const AT_ONCE = 8;
/** Renewed long before; whoever is silent for longer is taken for gone. */
export const LEASE_SECONDS = 45;
const RENEW_MS = 10_000;
/** After a batch of which nothing could be done because backends or the database are away. */
const REST_SECONDS = 15;

/**
 * Until none is left that nobody else works off, or `stop` says so: then the rows that were begun are done first.
 * Answers how many it had a part in. Throws what the database throws.
 */
export async function runTransfers(
  installation: Installation,
  stop: AbortSignal = new AbortController().signal,
): Promise<number> {
  const worker = newUuid();
  for (let taken = 0; ; taken += 1) {
    if (stop.aborted) return taken;
    const claimed = await bookkeeping(installation, (tx) =>
      claimTransfer(tx, worker, LEASE_SECONDS),
    );
    if (!claimed) return taken;
    const { id, scopeId } = claimed;
    const renewing = setInterval(() => {
      renew(installation, id, worker).catch(() => undefined);
    }, RENEW_MS).unref();
    try {
      const rest = await workOff(installation, { id, scopeId }, worker, stop);
      await bookkeeping(installation, (tx) => leaveLease(tx, id, worker, rest));
    } finally {
      clearInterval(renewing);
    }
  }
}

function renew(installation: Installation, id: string, worker: string): Promise<boolean> {
  return bookkeeping(installation, (tx) => renewLease(tx, id, worker, LEASE_SECONDS));
}

/** For how many seconds it should rest now. */
async function workOff(
  installation: Installation,
  { id, scopeId }: { readonly id: string; readonly scopeId: string },
  worker: string,
  stop: AbortSignal,
): Promise<number> {
  const { prisma } = installation.database;
  for (;;) {
    if (stop.aborted || !(await renew(installation, id, worker))) return 0;
    const row = await findTransferRow(prisma, { id: scopeId }, id);
    if (!row) return REST_SECONDS;
    const work = await prepareWork(installation, row);
    if (!work) return 0;
    const items = await nextItems(prisma, id, ATTEMPTS_MAX, AT_ONCE);
    if (items.length === 0) {
      await endTransfer(installation, row);
      return 0;
    }
    const numbers = items.map(({ number }) => number);
    await bookkeeping(installation, (tx) => beginItems(tx, id, numbers));
    const outcomes = await Promise.all(items.map((item) => workAndNote(work, item)));
    if (outcomes.every(({ state }) => state === 'planned')) return REST_SECONDS;
  }
}

/** Null where whoever started it, or a connector, does not allow it any more: then it was paused. */
async function prepareWork(installation: Installation, row: TransferRow): Promise<ItemWork | null> {
  const starter = await starterContext(installation, row);
  if (!starter) {
    const reason = `${row.startedBy} may not do this any more. Whoever may resumes it.`;
    await restTransfer(installation, row, { code: 'not_allowed', reason });
    return null;
  }
  const { ctx, scope } = starter;
  try {
    const ends = await reachEnds(ctx, scope, endsOf(row));
    const at = { kinds: [row.scopeKind], ref: toTypeId(row.scopeKind, row.scopeId) };
    return { ctx, at, scope, transfer: row, ends };
  } catch (error) {
    if (!(error instanceof KeystowError) || error.code !== 'rule_broken') throw error;
    const code = error.extras.issues?.[0]?.code ?? error.code;
    await restTransfer(installation, row, { code, reason: error.message });
    return null;
  }
}

/** The outcome commits with what was not recorded of it before. */
async function workAndNote(work: ItemWork, item: TransferItemRow): Promise<ItemOutcome> {
  const { ctx, scope, transfer } = work;
  const { events = [], ...outcome } = await workItem(work, item);
  const { id } = transfer;
  if (events.length === 0) {
    await bookkeeping(ctx.installation, (tx) => noteItem(tx, id, item.number, outcome));
  } else {
    await recorded(
      ctx,
      (tx) => noteItem(tx, id, item.number, outcome),
      (isNoted) => ({ in: scope, events: isNoted ? events : [] }),
    );
  }
  return outcome;
}
