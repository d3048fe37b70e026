// Reads what a row copies or moves, past everything that is kept.

import 'server-only';
import type { PlaceRow } from '@/lib/db/secrets/references';
import type { TransferItemRow } from '@/lib/db/transfers/transfer-items';
import { faultError } from '../backends/fault-error';
import type { FetchedReference } from '../backends/fetch-references';
import { secretChanged, sourceChanged } from './item-work';
import type { ItemWork } from './item-work';
import { readPlace } from './read-places';
import { openSealed } from './same-value';
import type { ReadValue } from './same-value';

/** As it was planned: of the same place and version. */
export async function readSource(
  work: ItemWork,
  item: TransferItemRow,
  existing: PlaceRow,
): Promise<ReadValue> {
  const { ctx, scope, ends } = work;
  const isThere = existing.connectorId === (ends.from?.id ?? null);
  if (!isThere || existing.reference !== item.source) throw secretChanged();
  if (ends.from === null) {
    const version = existing.currentVersion ?? 0;
    if (String(version) !== item.sourceVersion) throw sourceChanged();
    const sealed = await openSealed(ctx.installation, scope, existing, version);
    if (!sealed) throw sourceChanged();
    return sealed;
  }
  const read = await readThere(work, item);
  if (read?.version !== item.sourceVersion) throw sourceChanged();
  return read;
}

/** Null where nothing is there. */
export async function readThere(
  { ctx, ends, transfer }: ItemWork,
  { source }: TransferItemRow,
): Promise<FetchedReference | null> {
  const reading = {
    installation: ctx.installation,
    connector: ends.from!,
    seed: transfer.id,
  };
  const got = await readPlace(reading, source!);
  if (got.ok) return got.got;
  if (got.fault.code === 'absent') return null;
  throw faultError(got.fault, source!);
}
