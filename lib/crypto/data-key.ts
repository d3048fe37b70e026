// Data keys: rings by owner and purpose, each key wrapped by the root and bound to its place.

import { randomBytes } from 'node:crypto';
import { Plaintext } from '@/lib/domain/plaintext';
import { dataKeyAad } from './aad';
import { PURPOSE, open, seal } from './envelope';
import { HiddenKey } from './hidden-key';
import { KEY_BYTES } from './hkdf';
import { OpenError } from './open-error';
import { type RootKey, rootEnvelopeKey } from './root-key';
import type { Sealed } from './sealed';

export const RING_PURPOSES = [
  'value',
  'configuration',
  'match',
  'display',
  'audit-mac',
  'audit-sign',
  'delivery-sign',
] as const;
export type RingPurpose = (typeof RING_PURPOSES)[number];

/** `id`, `ownerId` and `rootId` are UUIDs; the owner is a scope, an organization or the installation. */
export interface DataKey {
  readonly id: string;
  readonly ownerId: string;
  readonly purpose: RingPurpose;
  readonly rootId: string;
  readonly bytes: Uint8Array;
}

type Place = Omit<DataKey, 'bytes'>;

class HiddenDataKey extends HiddenKey implements DataKey {
  readonly id: string;
  readonly ownerId: string;
  readonly purpose: RingPurpose;
  readonly rootId: string;

  constructor(place: Place, bytes: Uint8Array) {
    super(bytes);
    this.id = place.id;
    this.ownerId = place.ownerId;
    this.purpose = place.purpose;
    this.rootId = place.rootId;
  }
}

/** A new random key for the given ring. */
export function newDataKey(place: Place): DataKey {
  return new HiddenDataKey(place, randomBytes(KEY_BYTES));
}

/** The key of the given ring from its bytes. For unwrapping and for known answers only. */
export function dataKeyFromBytes(place: Place, bytes: Uint8Array): DataKey {
  return new HiddenDataKey(place, bytes);
}

/** Seals the key under the root that it names. Throws where `root` is another one. */
export function wrapDataKey(root: RootKey, key: DataKey, installationId: string): Sealed {
  if (key.rootId !== root.id) throw new TypeError('The key belongs to another root.');
  const plaintext = Plaintext.fromBytes(Uint8Array.from(key.bytes));
  return seal(rootEnvelopeKey(root), PURPOSE.dataKey, aadOf(key, installationId), plaintext);
}

/**
 * The key of a row of `data_key`. Throws an `OpenError` where any column was changed or swapped
 * with another row: owner, id, purpose and root are all bound to the wrap.
 */
export function unwrapDataKey(
  root: RootKey,
  row: Omit<Place, 'purpose'> & { readonly purpose: string; readonly wrapped: Uint8Array },
  installationId: string,
): DataKey {
  const { id, ownerId, purpose, rootId } = row;
  if (!isRingPurpose(purpose) || rootId !== root.id) throw new OpenError();
  const place: Place = { id, ownerId, purpose, rootId };
  return open(
    rootEnvelopeKey(root),
    PURPOSE.dataKey,
    aadOf(place, installationId),
    row.wrapped,
  ).use((bytes) => dataKeyFromBytes(place, Uint8Array.from(bytes)));
}

/** Throws unless `key` belongs to a ring of this purpose: a key that serves two ends protects neither. */
export function requirePurpose(key: DataKey, purpose: RingPurpose): void {
  if (key.purpose !== purpose) throw new TypeError(`This needs a key of a ${purpose} ring.`);
}

export function isRingPurpose(text: string): text is RingPurpose {
  return (RING_PURPOSES as readonly string[]).includes(text);
}

function aadOf(place: Place, installationId: string) {
  return dataKeyAad({
    installationId,
    ownerId: place.ownerId,
    keyId: place.id,
    ringPurpose: place.purpose,
    rootId: place.rootId,
  });
}
