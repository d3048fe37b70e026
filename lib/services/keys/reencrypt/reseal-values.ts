// Seals a batch of values again under the key in force: opened, sealed, opened and compared, tagged.

import 'server-only';
import { valueAad } from '@/lib/crypto/aad';
import type { DataKey } from '@/lib/crypto/data-key';
import { displayTag, matchTag } from '@/lib/crypto/fingerprint';
import { OpenError } from '@/lib/crypto/open-error';
import { areEqual } from '@/lib/crypto/secret-compare';
import { openValue, sealValue } from '@/lib/crypto/value';
import type { DataKeyRow } from '@/lib/db/keys/data-keys';
import { shareKeyHeadsOfScope } from '@/lib/db/keys/data-keys';
import {
  findOldTags,
  findPlaces,
  lockEnvelopes,
  lockEnvelopesOf,
  markUnreadable,
  writeResealed,
} from '@/lib/db/keys/reencryption';
import type { EnvelopePlace, LockedEnvelope, Resealed } from '@/lib/db/keys/reencryption';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { Tx } from '@/lib/db/connection/transaction';
import type { Context, Installation } from '../../context';
import { recorded } from '../../recorded';

/** Rows of one transaction. */
export const BATCH_ROWS = 1000;

/** Which envelopes of one scope a batch takes. */
interface Batch {
  readonly scopeId: string;
  readonly operationId: string;
  readonly lock: (tx: Tx) => Promise<LockedEnvelope[]>;
}

/**
 * Answers how many envelopes under `old` were dealt with; 0 when none is left that nobody else holds.
 * Values that do not open are marked and recorded, and stay as they are.
 */
export async function resealValues(
  ctx: Context,
  old: DataKeyRow,
  operationId: string,
): Promise<number> {
  const lock = (tx: Tx) => lockEnvelopes(tx, old.id, BATCH_ROWS);
  return resealBatch(ctx, { scopeId: old.ownerId, operationId, lock });
}

/** The same for versions that are sealed under a new key but tagged under an old one. */
export async function renewTags(
  ctx: Context,
  oldRootId: string,
  operationId: string,
): Promise<number> {
  const found = await findOldTags(ctx.installation.database.prisma, oldRootId, BATCH_ROWS);
  if (!found) return 0;
  const lock = (tx: Tx) => lockEnvelopesOf(tx, found.versionIds);
  return resealBatch(ctx, { scopeId: found.scopeId, operationId, lock });
}

async function resealBatch(ctx: Context, batch: Batch): Promise<number> {
  const { installation } = ctx;
  const { count } = await recorded(
    ctx,
    async (tx) => {
      await shareKeyHeadsOfScope(tx, batch.scopeId);
      const envelopes = await batch.lock(tx);
      const places = await findPlaces(
        tx,
        envelopes.map((row) => row.versionId),
      );
      const [first] = places;
      if (!first) return { count: envelopes.length, unreadable: [] };
      const keys = await keysOf(tx, installation, first);
      const byId = new Map(envelopes.map((row) => [row.versionId, row]));
      const done: Resealed[] = [];
      const unreadable: EnvelopePlace[] = [];
      for (const place of places) {
        const row = byId.get(place.versionId)!;
        const old = await installation.keys.opening(tx, row.dataKeyId);
        const resealed = reseal({ ...keys, old }, place, row.envelope, installation.id);
        if (resealed) done.push(resealed);
        else unreadable.push(place);
      }
      const { next, match, display } = keys;
      const ids = { dataKeyId: next.id, matchKeyId: match.id, displayKeyId: display.id };
      if (done.length > 0) await writeResealed(tx, ids, done);
      if (unreadable.length > 0) {
        await markUnreadable(
          tx,
          unreadable.map((place) => place.versionId),
        );
      }
      return { count: envelopes.length, unreadable };
    },
    ({ unreadable }) => ({
      in: unreadable[0] ?? 'installation',
      events: unreadable.map((place) => unreadableEvent(place, batch.operationId)),
    }),
  );
  return count;
}

async function keysOf(tx: Tx, { keys }: Installation, place: EnvelopePlace) {
  const [next, match, display] = await keys.sealing(tx, [
    { ownerId: place.scopeId, purpose: 'value' },
    { ownerId: place.organizationId, purpose: 'match' },
    { ownerId: place.organizationId, purpose: 'display' },
  ]);
  return { next: next!, match: match!, display: display! };
}

interface Keys {
  readonly old: DataKey;
  readonly next: DataKey;
  readonly match: DataKey;
  readonly display: DataKey;
}

/** Null when the stored envelope does not open where it stands. */
function reseal(
  keys: Keys,
  place: EnvelopePlace,
  envelope: Uint8Array,
  installationId: string,
): Resealed | null {
  const { versionId, secretId, number: version, name, format, organizationId, scopeId } = place;
  const aad = valueAad({
    installationId,
    organizationId,
    scopeId,
    secretId,
    version,
    name,
    format,
  });
  try {
    const value = openValue(keys.old, aad, envelope);
    const sealed = sealValue(keys.next, aad, value);
    const again = openValue(keys.next, aad, sealed);
    if (!value.use((a) => again.use((b) => areEqual(a, b))))
      throw new Error('It opens to another value.');
    return {
      versionId,
      envelope: sealed,
      matchTag: matchTag(keys.match, value),
      displayTag: displayTag(keys.display, secretId, version, value),
    };
  } catch (error) {
    if (error instanceof OpenError) return null;
    throw error;
  }
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
