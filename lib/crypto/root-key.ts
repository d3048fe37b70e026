// The root key: 32 random bytes that wrap every data key, and the envelope that proves it is the right one.

import { randomBytes } from 'node:crypto';
import { Plaintext } from '@/lib/domain/plaintext';
import { checkAad } from './aad';
import { PURPOSE, type EnvelopeKey, keyIdOfUuid, open, seal } from './envelope';
import { HiddenKey } from './hidden-key';
import { KEY_BYTES } from './hkdf';
import { OpenError } from './open-error';
import type { Sealed } from './sealed';

/** `id` is the UUID of `root_key_wrap.root_id`. */
export interface RootKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

class HiddenRootKey extends HiddenKey implements RootKey {
  constructor(
    readonly id: string,
    bytes: Uint8Array,
  ) {
    super(bytes);
  }
}

/** A new random root key under the given UUID. */
export function newRootKey(id: string): RootKey {
  return new HiddenRootKey(id, randomBytes(KEY_BYTES));
}

/** The root key whose bytes came out of a wrap. For `unwrapRootKey` only. */
export function rootKeyFromBytes(id: string, bytes: Uint8Array): RootKey {
  return new HiddenRootKey(id, bytes);
}

/** The root key as the key of an envelope. */
export function rootEnvelopeKey(root: RootKey): EnvelopeKey {
  return { id: keyIdOfUuid(root.id), bytes: root.bytes };
}

/** An empty envelope under the root, kept in `root_head`: whoever opens it holds the right root key. */
export function sealCheck(root: RootKey, installationId: string): Sealed {
  const aad = checkAad({ installationId, rootId: root.id });
  return seal(rootEnvelopeKey(root), PURPOSE.check, aad, Plaintext.fromText(''));
}

/** Whether `envelope` is the check of this root in this installation. */
export function opensCheck(root: RootKey, installationId: string, envelope: Uint8Array): boolean {
  const aad = checkAad({ installationId, rootId: root.id });
  try {
    open(rootEnvelopeKey(root), PURPOSE.check, aad, envelope);
    return true;
  } catch (error) {
    if (error instanceof OpenError) return false;
    throw error;
  }
}
