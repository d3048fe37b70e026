// Seals one stored value again: opened, sealed, opened and compared, tagged.

import 'server-only';
import { valueAad } from '@/lib/crypto/aad';
import type { DataKey } from '@/lib/crypto/data-key';
import { displayTag, matchTag } from '@/lib/crypto/fingerprint';
import { OpenError } from '@/lib/crypto/open-error';
import { openValue, sealValue } from '@/lib/crypto/value';
import type { EnvelopePlace, Resealed } from '@/lib/db/keys/reseal-batch';

export interface ResealWith {
  /** The key that opens the stored envelope. */
  readonly old: DataKey;
  readonly next: DataKey;
  readonly match: DataKey;
  readonly display: DataKey;
}

/** Null when the stored envelope does not open where it stands. */
export function resealValue(
  keys: ResealWith,
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
    // Nobody can time this: both sides are the same stored value, or the machine is broken.
    if (value.use((a) => again.use((b) => Buffer.compare(a, b))) !== 0) {
      throw new Error('It opens to another value.');
    }
    return {
      versionId,
      old: envelope,
      envelope: sealed,
      matchTag: matchTag(keys.match, value),
      displayTag: displayTag(keys.display, secretId, version, value),
    };
  } catch (error) {
    if (error instanceof OpenError) return null;
    throw error;
  }
}
