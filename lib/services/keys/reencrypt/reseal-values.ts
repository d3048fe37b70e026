// Seals a batch of values again under the key in force, in one transaction.

import { setImmediate as otherWork } from 'node:timers/promises';
import 'server-only';
import type { DataKey } from '@/lib/crypto/data-key';
import type { DataKeyRow } from '@/lib/db/keys/data-keys';
import { shareKeyHeadsOfScope } from '@/lib/db/keys/data-keys';
import { findOldTags } from '@/lib/db/keys/reencryption';
import {
  findPlaces,
  lockEnvelopes,
  lockEnvelopesOf,
  markUnreadable,
  writeResealed,
} from '@/lib/db/keys/reseal-batch';
import type { EnvelopePlace, LockedEnvelope, Resealed } from '@/lib/db/keys/reseal-batch';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { Tx } from '@/lib/db/connection/transaction';
import type { Context, Installation } from '../../context';
import { recorded } from '../../recorded';
import { resealValue } from './reseal-value';

/** Rows of one transaction. */
export const BATCH_ROWS = 1000;

/** Values that are sealed again before requests have their turn: a few milliseconds. */
const ROWS_AT_A_STRETCH = 100;

/** Which envelopes of one scope a batch takes. */
interface Batch {
  readonly scopeId: string;
  readonly operationId: string;
  readonly lock: (tx: Tx) => Promise<LockedEnvelope[]>;
}

/** What a batch dealt with: how many envelopes, and the last of them in the order of their ids. */
export interface ResealedBatch {
  readonly count: number;
  readonly last: string | null;
}

/**
 * Deals with the next envelopes under `old`, behind the version id `after`. Fewer than BATCH_ROWS: no
 * more are left there that nobody else holds. Values that do not open are marked and recorded, and
 * stay as they are.
 */
export async function resealValues(
  ctx: Context,
  old: DataKeyRow,
  operationId: string,
  after: string,
): Promise<ResealedBatch> {
  const lock = (tx: Tx) => lockEnvelopes(tx, old.id, after, BATCH_ROWS);
  return resealBatch(ctx, { scopeId: old.ownerId, operationId, lock });
}

/** How many versions, sealed under a new key but tagged under an old one, were sealed and tagged again. */
export async function renewTags(
  ctx: Context,
  oldRootId: string,
  operationId: string,
): Promise<number> {
  const found = await findOldTags(ctx.installation.database.prisma, oldRootId, BATCH_ROWS);
  if (!found) return 0;
  const lock = (tx: Tx) => lockEnvelopesOf(tx, found.versionIds);
  return (await resealBatch(ctx, { scopeId: found.scopeId, operationId, lock })).count;
}

async function resealBatch(ctx: Context, batch: Batch): Promise<ResealedBatch> {
  const { count, last } = await recorded(
    ctx,
    async (tx) => {
      await shareKeyHeadsOfScope(tx, batch.scopeId);
      const envelopes = await batch.lock(tx);
      const all = { count: envelopes.length, last: envelopes.at(-1)?.versionId ?? null };
      const unreadable = await resealLocked(tx, ctx.installation, envelopes);
      if (unreadable.length > 0) {
        await markUnreadable(
          tx,
          unreadable.map((place) => place.versionId),
        );
      }
      return { ...all, unreadable };
    },
    ({ unreadable }) => ({
      in: unreadable[0] ?? 'installation',
      events: unreadable.map((place) => unreadableEvent(place, batch.operationId)),
    }),
  );
  return { count, last };
}

/** Answers where the values that do not open stand. */
async function resealLocked(
  tx: Tx,
  installation: Installation,
  envelopes: readonly LockedEnvelope[],
): Promise<EnvelopePlace[]> {
  const places = await findPlaces(
    tx,
    envelopes.map((row) => row.versionId),
  );
  const [first] = places;
  if (!first) return [];
  const keys = await keysOf(tx, installation, first);
  const opening = await openingKeys(tx, installation, envelopes);
  const byId = new Map(envelopes.map((row) => [row.versionId, row]));
  const done: Resealed[] = [];
  const unreadable: EnvelopePlace[] = [];
  for (const [index, place] of places.entries()) {
    if (index % ROWS_AT_A_STRETCH === 0) await otherWork();
    const row = byId.get(place.versionId)!;
    const old = opening.get(row.dataKeyId)!;
    const resealed = resealValue({ ...keys, old }, place, row.envelope, installation.id);
    if (resealed) done.push(resealed);
    else unreadable.push(place);
  }
  const { next, match, display } = keys;
  const ids = { dataKeyId: next.id, matchKeyId: match.id, displayKeyId: display.id };
  if (done.length > 0) await writeResealed(tx, ids, done);
  return unreadable;
}

async function keysOf(tx: Tx, { keys }: Installation, place: EnvelopePlace) {
  const [next, match, display] = await keys.sealing(tx, [
    { ownerId: place.scopeId, purpose: 'value' },
    { ownerId: place.organizationId, purpose: 'match' },
    { ownerId: place.organizationId, purpose: 'display' },
  ]);
  return { next: next!, match: match!, display: display! };
}

/** By their ids, the keys that the stored envelopes lie under. */
async function openingKeys(
  tx: Tx,
  { keys }: Installation,
  envelopes: readonly LockedEnvelope[],
): Promise<Map<string, DataKey>> {
  const opening = new Map<string, DataKey>();
  for (const id of new Set(envelopes.map((row) => row.dataKeyId))) {
    opening.set(id, await keys.opening(tx, id));
  }
  return opening;
}

function unreadableEvent(place: EnvelopePlace, operationId: string): AuditEvent {
  return {
    action: 'version.unreadable',
    secret: { id: place.secretId, name: place.name },
    scope: { kind: place.scopeKind, id: place.scopeId, path: place.scopePath },
    version: place.number,
    operation: { id: operationId },
  };
}
