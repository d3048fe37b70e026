// The installation's delivery key: what signs bundles, and how runners pin it.

import type { KeyObject } from 'node:crypto';
import { type DataKey, requirePurpose } from './data-key';
import { okpThumbprint } from './delivery-key';
import {
  ed25519KeyText,
  ed25519PrivateKey,
  ed25519PublicKey,
  rawEd25519Key,
  readEd25519KeyText,
} from './ed25519-key';
import { encodeBase64Url } from './strict-decode';

export interface DeliverySigner {
  /** For `KEYSTOW_SERVER_KEY`: `ed25519:` and 43 base64url characters. */
  readonly serverKey: string;
  /** RFC 7638 thumbprint of the public key. */
  readonly kid: string;
  readonly privateKey: KeyObject;
}

const signers = new WeakMap<DataKey, DeliverySigner>();

/** The key of a `delivery-sign` ring as a signer. Throws where the key is for something else. */
export function deliverySigner(key: DataKey): DeliverySigner {
  const known = signers.get(key);
  if (known) return known;
  requirePurpose(key, 'delivery-sign');
  const privateKey = ed25519PrivateKey(key.bytes);
  const raw = rawEd25519Key(privateKey);
  const made = { serverKey: ed25519KeyText(raw), kid: kidOf(raw), privateKey };
  signers.set(key, made);
  return made;
}

/**
 * The keys that a runner pins, by kid: one text, or several separated by commas. Null where any of
 * them is no such text, or there is none.
 */
export function readServerKeys(text: string): Map<string, KeyObject> | null {
  const raws = text.split(',').map((one) => readEd25519KeyText(one.trim()));
  const keys = new Map<string, KeyObject>();
  for (const raw of raws) {
    if (!raw) return null;
    keys.set(kidOf(raw), ed25519PublicKey(raw));
  }
  return keys;
}

function kidOf(raw: Uint8Array): string {
  return okpThumbprint('Ed25519', encodeBase64Url(raw));
}
