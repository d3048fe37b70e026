// Copies or moves the value of one secret: written, read again and compared, and only then the secret leads there.

import 'server-only';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import { findPlace } from '@/lib/db/secrets/references';
import type { PlaceRow } from '@/lib/db/secrets/references';
import type { TransferItemRow } from '@/lib/db/transfers/transfer-items';
import { toTypeId } from '@/lib/domain/ids';
import { faultError } from '../backends/fault-error';
import { choosePlace } from '../secrets/choose-place';
import type { ChosenPlace } from '../secrets/choose-place';
import { holdingPlace } from '../secrets/hold-place';
import { putSecret } from '../secrets/put-secrets';
import { referSecret } from '../secrets/refer-secret';
import { checkWritable, writeThrough } from '../secrets/write-through';
import { compareMoved } from './compare-moved';
import { DONE, NOT_VERIFIED, notVerified, secretChanged, targetChanged } from './item-work';
import type { ItemOutcome, ItemWork } from './item-work';
import { readPlace } from './read-places';
import type { Reading } from './read-places';
import { readSource, readThere } from './read-source';
import { removeSource } from './remove-source';
import { isSameValue, matchKeyOf } from './same-value';
import type { ReadValue } from './same-value';
import { sealedNow } from './work-listing';

/** Throws what refuses it, and `ChangedSincePlan`. */
export async function workMoving(work: ItemWork, item: TransferItemRow): Promise<ItemOutcome> {
  const outcome = await (work.ends.to ? toConnector(work, item, work.ends.to) : toHome(work, item));
  const isMoved = work.transfer.mode === 'move' && outcome.state === 'done';
  return isMoved && work.transfer.removeSource ? removeSource(work, item) : outcome;
}

async function toConnector(
  work: ItemWork,
  item: TransferItemRow,
  to: ConnectorRow,
): Promise<ItemOutcome> {
  const { ctx, at, scope, transfer } = work;
  const named = {
    key: item.name,
    connector: toTypeId('connector', to.id),
    reference: item.target!,
  };
  const place = await choosePlace(ctx, scope, named);
  const existing = sameSecret(item, place.existing);
  const leadsThere = existing.connectorId === to.id && existing.reference === item.target;
  // By an attempt that was cut off, or by hand.
  if (leadsThere) {
    return transfer.mode === 'move' ? compareMoved(work, item) : Promise.reject(secretChanged());
  }
  const source = await readSource(work, item, existing);
  const isThere = await holdingPlace(
    ctx.installation,
    { ...place.connector, ...place },
    () => bringThere(work, item, place, source),
    transfer.id,
  );
  if (!isThere) return notVerified('planned');
  if (transfer.mode === 'copy') return copied(work, item, to, existing);
  await referSecret(ctx, at, { ...named, ifVersion: existing.currentVersion ?? 0 });
  return DONE;
}

/** False where what is read there afterwards is something else. */
async function bringThere(
  { ctx: { installation }, scope, transfer, ends }: ItemWork,
  { target, targetVersion, code }: TransferItemRow,
  place: ChosenPlace,
  { value: plaintext, format }: ReadValue,
): Promise<boolean> {
  const reading: Reading = { installation, connector: ends.to!, seed: transfer.id };
  const key = await matchKeyOf(installation, scope.organizationId);
  const before = await readPlace(reading, target!);
  // Also what an attempt wrote that was cut off.
  if (before.ok && isSameValue(key, before.got.value, plaintext)) return true;
  if (!before.ok && before.fault.code !== 'absent') throw faultError(before.fault, target!);
  if ((before.ok ? before.got.version : null) !== targetVersion) {
    // What an attempt wrote is read as something else, still.
    if (code === NOT_VERIFIED) return false;
    throw targetChanged();
  }
  // Nobody named the place, so it must be nobody else's.
  await checkWritable(installation, { ...place, byDefault: true }, { plaintext, format });
  await writeThrough(installation, place, { plaintext, format });
  const after = await readPlace(reading, target!);
  if (!after.ok) throw faultError(after.fault, target!);
  return isSameValue(key, after.got.value, plaintext);
}

async function toHome(work: ItemWork, item: TransferItemRow): Promise<ItemOutcome> {
  const { ctx, at, scope, transfer } = work;
  const { prisma } = ctx.installation.database;
  const existing = sameSecret(item, await findPlace(prisma, scope, item.name));
  const key = item.name;
  if (existing.backend === 'local') {
    // An attempt that was cut off has sealed it; where its source is gone, it had been compared before.
    const source = await readThere(work, item);
    if (!source) return transfer.removeSource ? DONE : Promise.reject(secretChanged());
    if (await sealedNow(work, key, source)) return DONE;
    throw secretChanged();
  }
  const source = await readSource(work, item, existing);
  const { value: plaintext, format } = source;
  const ifVersion = existing.currentVersion ?? 0;
  await putSecret(ctx, at, { key, plaintext, format, backend: 'local', ifVersion });
  return (await sealedNow(work, key, source)) ? DONE : notVerified('failed');
}

function sameSecret({ secretId }: TransferItemRow, existing: PlaceRow | null): PlaceRow {
  if (existing?.id !== secretId) throw secretChanged();
  return existing!;
}

function copied(
  { scope }: ItemWork,
  { name, target }: TransferItemRow,
  { id, slug, kind: backend }: ConnectorRow,
  existing: PlaceRow,
): ItemOutcome {
  const secret = { id: existing.id, name };
  const connector = { id, name: slug };
  const version = existing.currentVersion ?? 0;
  const where = { backend, reference: target!, connector };
  return { ...DONE, events: [{ action: 'secret.copied', secret, scope, version, ...where }] };
}
