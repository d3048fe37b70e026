// Credentials of the console itself: envelopes under a configuration key of an organization or the installation.

import type { Plaintext } from '@/lib/domain/plaintext';
import type { Aad } from './aad';
import { type DataKey, requirePurpose } from './data-key';
import { PURPOSE, type EnvelopeKey, keyIdOfUuid, open, seal } from './envelope';
import type { Sealed } from './sealed';

/** Seals a credential, at most 64 KiB. Throws where `key` is not of a configuration ring. */
export function sealConfiguration(key: DataKey, aad: Aad, plaintext: Plaintext): Sealed {
  return seal(configurationKey(key), PURPOSE.configuration, aad, plaintext);
}

/** Opens a credential. Throws an `OpenError`, and a `TypeError` where `key` is not of a configuration ring. */
export function openConfiguration(key: DataKey, aad: Aad, envelope: Uint8Array): Plaintext {
  return open(configurationKey(key), PURPOSE.configuration, aad, envelope);
}

function configurationKey(key: DataKey): EnvelopeKey {
  requirePurpose(key, 'configuration');
  return { id: keyIdOfUuid(key.id), bytes: key.bytes };
}
