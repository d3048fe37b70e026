// Puts a batch of what was set aside back: opened with the lost key, sealed under the keys in force.

import 'server-only';
import { valueAad } from '@/lib/crypto/aad';
import type { DataKey } from '@/lib/crypto/data-key';
import { displayTag, matchTag } from '@/lib/crypto/fingerprint';
import { OpenError } from '@/lib/crypto/open-error';
import { openValue, sealValue } from '@/lib/crypto/value';
import { shareKeyHeadsOfScope } from '@/lib/db/keys/data-keys';
import { findLostPlaces, lockLostValues, putBackValues } from '@/lib/db/keys/lost-values';
import type { LostPlace, PutBack } from '@/lib/db/keys/lost-values';
import type { Context } from '../../context';
import { recorded } from '../../recorded';

const BATCH_ROWS = 500;

export interface RecoveredBatch {
  readonly recovered: number;
  readonly unreadable: number;
  /** The version the next batch begins after. */
  readonly last: string;
}

/** Null when no envelope is left after `after` that nobody else holds. */
export async function recoverBatch(
  ctx: Context,
  old: DataKey,
  after: string,
): Promise<RecoveredBatch | null> {
  const { keys, id } = ctx.installation;
  return recorded(
    ctx,
    async (tx) => {
      await shareKeyHeadsOfScope(tx, old.ownerId);
      const envelopes = await lockLostValues(tx, old.id, { after, limit: BATCH_ROWS });
      const last = envelopes.at(-1)?.versionId;
      if (last === undefined) return null;
      const places = await findLostPlaces(
        tx,
        envelopes.map((row) => row.versionId),
      );
      const byId = new Map(places.map((place) => [place.versionId, place]));
      const { organizationId } = places[0]!;
      const [value, match, display] = await keys.sealing(tx, [
        { ownerId: old.ownerId, purpose: 'value' },
        { ownerId: organizationId, purpose: 'match' },
        { ownerId: organizationId, purpose: 'display' },
      ]);
      const next = { value: value!, match: match!, display: display! };
      const rows = envelopes.flatMap(({ versionId, envelope }) => {
        const place = byId.get(versionId);
        return place ? (sealAgain(id, { ...next, old }, place, envelope) ?? []) : [];
      });
      const ids = { dataKeyId: next.value.id, matchKeyId: next.match.id };
      if (rows.length > 0) await putBackValues(tx, { ...ids, displayKeyId: next.display.id }, rows);
      return { recovered: rows.length, unreadable: envelopes.length - rows.length, last };
    },
    () => ({ in: 'installation', events: [] }),
  );
}

interface Keys {
  readonly old: DataKey;
  readonly value: DataKey;
  readonly match: DataKey;
  readonly display: DataKey;
}

/** Null when the envelope does not open where it stands. */
function sealAgain(
  installationId: string,
  { old, value, match, display }: Keys,
  place: LostPlace,
  envelope: Uint8Array,
): PutBack | null {
  const { versionId, secretId, version } = place;
  const aad = valueAad({ installationId, ...place });
  try {
    const plaintext = openValue(old, aad, envelope);
    return {
      versionId,
      envelope: sealValue(value, aad, plaintext),
      matchTag: matchTag(match, plaintext),
      displayTag: displayTag(display, secretId, version, plaintext),
    };
  } catch (error) {
    if (error instanceof OpenError) return null;
    throw error;
  }
}
