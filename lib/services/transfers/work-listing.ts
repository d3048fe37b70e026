// Takes one listed value in: sealed here and compared, or as a reference.

import 'server-only';
import { findPlace } from '@/lib/db/secrets/references';
import type { PlaceRow } from '@/lib/db/secrets/references';
import type { TransferItemRow } from '@/lib/db/transfers/transfer-items';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import { storedReference } from '@/lib/domain/backend-reference';
import { toTypeId } from '@/lib/domain/ids';
import { typeOfParts } from '@/lib/domain/type-of-parts';
import { faultError } from '../backends/fault-error';
import { refuseOthersPlace } from '../secrets/place-holders';
import { putSecret } from '../secrets/put-secrets';
import { referSecret } from '../secrets/refer-secret';
import { DONE, notVerified, secretChanged, sourceChanged } from './item-work';
import type { ItemOutcome, ItemWork } from './item-work';
import { readParts, readPlace } from './read-places';
import type { Reading } from './read-places';
import { isSameValue, matchKeyOf, openSealed } from './same-value';
import type { ReadValue } from './same-value';

/** Throws what refuses it, and `ChangedSincePlan`. */
export async function workListing(work: ItemWork, item: TransferItemRow): Promise<ItemOutcome> {
  const { ctx, scope, transfer } = work;
  const from = work.ends.from!;
  const existing = await findPlace(ctx.installation.database.prisma, scope, item.name);
  return transfer.mode === 'refer'
    ? referTo(work, item, from, existing)
    : importValue(work, item, from, existing);
}

async function referTo(
  { ctx, at, transfer }: ItemWork,
  { name: key, source, ...item }: TransferItemRow,
  from: ConnectorRow,
  existing: PlaceRow | null,
): Promise<ItemOutcome> {
  // Written already, by an attempt that was cut off.
  if (existing?.connectorId === from.id && existing.reference === source) return DONE;
  requirePlanned(item, existing);
  const reading = { installation: ctx.installation, connector: from, seed: transfer.id };
  const got = await readPlace(reading, source!);
  if (!got.ok) throw faultError(got.fault, source!);
  const connector = toTypeId('connector', from.id);
  const ifVersion = existing?.currentVersion ?? 0;
  await referSecret(ctx, at, { key, connector, reference: source!, ifVersion });
  return DONE;
}

async function importValue(
  work: ItemWork,
  item: TransferItemRow,
  from: ConnectorRow,
  existing: PlaceRow | null,
): Promise<ItemOutcome> {
  const { ctx, at, scope } = work;
  const reference = storedReference(from.kind, item.source!);
  const { kind, settings } = from;
  await refuseOthersPlace(ctx, scope, { kind, settings, reference }, existing?.id ?? null);
  const read = await readSource(work, item, from);
  if (item.attempts > 0 && existing?.backend === 'local') {
    if (!isPlanned(item, existing) && (await isSealed(work, existing, read))) return DONE;
  }
  requirePlanned(item, existing);
  const { value: plaintext, format } = read;
  const type = format === 'object' ? (typeOfParts(plaintext) ?? undefined) : undefined;
  const ifVersion = existing?.currentVersion ?? 0;
  await putSecret(ctx, at, { key: item.name, plaintext, format, type, ifVersion });
  return (await sealedNow(work, item.name, read)) ? DONE : notVerified('failed');
}

/** Past the cache, and of the version that was planned. */
async function readSource(
  { ctx, transfer }: ItemWork,
  { source, sourceVersion }: TransferItemRow,
  connector: ConnectorRow,
): Promise<ReadValue> {
  const reading: Reading = { installation: ctx.installation, connector, seed: transfer.id };
  const { kind } = connector;
  const inParts =
    transfer.objects === 'parts' && kind !== 'env' && storedReference(kind, source!).key === null;
  const got = await (inParts ? readParts(reading, source!) : readPlace(reading, source!));
  if (!got.ok) throw faultError(got.fault, source!);
  if (got.got.version !== sourceVersion) throw sourceChanged();
  return got.got;
}

/** Whether the secret of that name is sealed here with that very value. */
export async function sealedNow(
  work: ItemWork,
  name: string,
  expected: ReadValue,
): Promise<boolean> {
  const { database } = work.ctx.installation;
  const existing = await findPlace(database.prisma, work.scope, name);
  return existing !== null && isSealed(work, existing, expected);
}

async function isSealed(
  { ctx: { installation }, scope }: ItemWork,
  existing: PlaceRow,
  { value }: ReadValue,
): Promise<boolean> {
  const sealed = await openSealed(installation, scope, existing, existing.currentVersion ?? 0);
  const key = await matchKeyOf(installation, scope.organizationId);
  return sealed !== null && isSameValue(key, sealed.value, value);
}

type Wanted = Pick<TransferItemRow, 'targetVersion'>;

function isPlanned({ targetVersion }: Wanted, existing: PlaceRow | null): boolean {
  return String(existing?.currentVersion ?? 0) === (targetVersion ?? '0');
}

function requirePlanned(item: Wanted, existing: PlaceRow | null): void {
  if (!isPlanned(item, existing)) throw secretChanged();
}
