// Works one row of a transfer off: whatever goes wrong with it is its own outcome.

import 'server-only';
import type { TransferItemRow } from '@/lib/db/transfers/transfer-items';
import { BackendFault } from '@/lib/domain/backend';
import { KeystowError } from '@/lib/domain/errors';
import { LISTING_MODES } from '@/lib/domain/transfer';
import { faultError } from '../backends/fault-error';
import { log } from '../log';
import { ChangedSincePlan } from './item-work';
import type { ItemOutcome, ItemWork } from './item-work';
import { workListing } from './work-listing';
import { workMoving } from './work-moving';

/** What passes by itself is tried so often, also by other processes. */
export const ATTEMPTS_MAX = 10;

const REASON_MAX = 500;

/** Throws `locked` alone. */
export async function workItem(work: ItemWork, item: TransferItemRow): Promise<ItemOutcome> {
  const isListing = LISTING_MODES.some((mode) => mode === work.transfer.mode);
  const outcome = await (isListing ? workListing : workMoving)(work, item).catch((error: unknown) =>
    outcomeOf(error, item),
  );
  const isLast = item.attempts + 1 >= ATTEMPTS_MAX;
  return outcome.state === 'planned' && isLast ? { ...outcome, state: 'failed' } : outcome;
}

function outcomeOf(thrown: unknown, item: TransferItemRow): ItemOutcome {
  if (thrown instanceof ChangedSincePlan) return told('changed', thrown.code, thrown.message);
  const where = item.source ?? item.name;
  const error = thrown instanceof BackendFault ? faultError(thrown, where) : thrown;
  if (!(error instanceof KeystowError)) {
    log.warn({ err: error }, 'a row of a transfer met an error that none foresaw');
    return told('failed', 'internal', 'The console met an error: see its log.');
  }
  if (error.code === 'locked') throw error;
  const code = error.extras.issues?.[0]?.code ?? error.code;
  if (error.code === 'version_conflict') return told('changed', 'secret_changed', error.message);
  return told(error.code === 'unavailable' ? 'planned' : 'failed', code, error.message);
}

function told(state: ItemOutcome['state'], code: string, reason: string): ItemOutcome {
  return { state, code, reason: reason.slice(0, REASON_MAX) };
}
