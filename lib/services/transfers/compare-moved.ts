// Compares a secret that leads to the target of its move already with what is still at its source.

import 'server-only';
import { listOlderSealed } from '@/lib/db/transfers/transfer-places';
import type { TransferItemRow } from '@/lib/db/transfers/transfer-items';
import { faultError } from '../backends/fault-error';
import { DONE, secretChanged } from './item-work';
import type { ItemOutcome, ItemWork } from './item-work';
import { readPlace } from './read-places';
import { readThere } from './read-source';
import { isSameValue, matchKeyOf, openSealed } from './same-value';
import type { ReadValue } from './same-value';

/**
 * An attempt that was cut off has led it there, or somebody by hand: which of both is not told apart, so nothing
 * counts as compared. Done where nothing is left at the source. Throws `ChangedSincePlan` where a value was
 * sealed here since the plan.
 */
export async function compareMoved(work: ItemWork, item: TransferItemRow): Promise<ItemOutcome> {
  const { installation } = work.ctx;
  const source = await (work.ends.from ? readThere(work, item) : sealedBefore(work, item));
  if (!source) return DONE;
  const reading = { installation, connector: work.ends.to!, seed: work.transfer.id };
  const there = await readPlace(reading, item.target!);
  if (!there.ok && there.fault.code !== 'absent') throw faultError(there.fault, item.target!);
  const key = await matchKeyOf(installation, work.scope.organizationId);
  return there.ok && isSameValue(key, there.got.value, source.value) ? DONE : DIFFERS;
}

const DIFFERS: ItemOutcome = {
  state: 'failed',
  code: 'target_differs',
  reason: 'It leads to its target already, where another value is than at its source: both stay.',
};

/** The version that was planned; null where every version that was sealed here is destroyed. */
async function sealedBefore(
  { ctx: { installation }, scope }: ItemWork,
  { secretId, name, sourceVersion }: TransferItemRow,
): Promise<ReadValue | null> {
  const { prisma } = installation.database;
  const left = await listOlderSealed(prisma, scope, secretId!);
  if (left.length === 0) return null;
  // They are destroyed from the oldest on, so that of the plan is the last to go.
  const planned = Number(sourceVersion);
  const sealed = await openSealed(installation, scope, { id: secretId!, name }, planned);
  if (left.at(-1) !== planned || !sealed) throw secretChanged();
  return sealed;
}
