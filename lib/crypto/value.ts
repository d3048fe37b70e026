// Values of secrets: envelopes under a value key of the scope.

import type { Plaintext } from '@/lib/domain/plaintext';
import type { Aad } from './aad';
import { type DataKey, requirePurpose } from './data-key';
import { PURPOSE, type EnvelopeKey, keyIdOfUuid, open, seal } from './envelope';
import type { Sealed } from './sealed';

/** Seals a value, at most 64 KiB. Throws where `key` is not of a value ring. */
export function sealValue(key: DataKey, aad: Aad, plaintext: Plaintext): Sealed {
  return seal(valueKey(key), PURPOSE.value, aad, plaintext);
}

/** Opens a value. Throws an `OpenError`, and a `TypeError` where `key` is not of a value ring. */
export function openValue(key: DataKey, aad: Aad, envelope: Uint8Array): Plaintext {
  return open(valueKey(key), PURPOSE.value, aad, envelope);
}

/** Checked and spelled out once per key, since one key seals and opens many values. */
const valueKeys = new WeakMap<DataKey, EnvelopeKey>();

function valueKey(key: DataKey): EnvelopeKey {
  const known = valueKeys.get(key);
  if (known) return known;
  requirePurpose(key, 'value');
  const made = { id: keyIdOfUuid(key.id), bytes: key.bytes };
  valueKeys.set(key, made);
  return made;
}
