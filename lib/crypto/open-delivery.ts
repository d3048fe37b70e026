// Opens a sealed delivery in the run that asked for it: nothing is believed that was not pinned before.

import { compactDecrypt, compactVerify } from 'jose';
import type { KeyObject } from 'node:crypto';
import { readJson } from '@/lib/domain/json-text';
import { DeliveryRefused } from './delivery-refused';
import { readDeliveryClaims, type DeliveryClaims } from './delivery-claims';
import { JWE_ALG, JWE_ENC, JWE_TYP, JWS_ALG, JWS_TYP, partyOf } from './delivery-form';
import type { DeliveryRequest } from './delivery-form';
import { type DeliveryKeyPair, okpThumbprint } from './delivery-key';
import { decodeBase64Url, encodeBase64Url } from './strict-decode';

/** The bundle's 1 MiB, encoded twice, with room for headers. */
const SEALED_CHARACTERS_MAX = 2 * 1024 * 1024;

export interface DeliveryPins {
  /** The pair that was made for this run. */
  readonly key: DeliveryKeyPair;
  /** What was asked, so that no answer to anything else is taken for it. */
  readonly request: DeliveryRequest;
  /** As `readServerKeys` gives them. */
  readonly serverKeys: ReadonlyMap<string, KeyObject>;
  /** Milliseconds since 1970; left out: now. */
  readonly now?: number;
}

/**
 * The claims of the bundle: of this run, of a pinned console, not over by more than 300 s, with names
 * that may be put into an environment. Throws a `DeliveryRefused` for anything else.
 */
export async function openDelivery(sealed: string, pins: DeliveryPins): Promise<DeliveryClaims> {
  const signed = await decrypt(sealed, pins);
  const claims = await verify(signed, pins.serverKeys);
  const aud = okpThumbprint('X25519', pins.key.publicKey.x);
  return readDeliveryClaims(claims, aud, pins.now ?? Date.now());
}

async function decrypt(sealed: string, { key, request }: DeliveryPins): Promise<string> {
  if (sealed.length > SEALED_CHARACTERS_MAX) throw new DeliveryRefused('does_not_open');
  const header = protectedHeader(sealed);
  const { alg, enc, typ, apv, epk } = header ?? {};
  if (!hasExactly(header, ['alg', 'apv', 'enc', 'epk', 'typ'])) refuse('does_not_open');
  if (!hasExactly(epk, ['crv', 'kty', 'x'])) refuse('does_not_open');
  if (alg !== JWE_ALG || enc !== JWE_ENC || typ !== JWE_TYP) refuse('does_not_open');
  if (apv !== encodeBase64Url(partyOf(request))) refuse('other_request');
  try {
    const { plaintext } = await compactDecrypt(sealed, key.privateKey, {
      keyManagementAlgorithms: [JWE_ALG],
      contentEncryptionAlgorithms: [JWE_ENC],
    });
    return Buffer.from(plaintext).toString('latin1');
  } catch {
    return refuse('does_not_open');
  }
}

async function verify(signed: string, serverKeys: DeliveryPins['serverKeys']): Promise<string> {
  const header = protectedHeader(signed);
  const { alg, typ, kid } = header ?? {};
  if (!hasExactly(header, ['alg', 'kid', 'typ'])) refuse('does_not_open');
  if (alg !== JWS_ALG || typ !== JWS_TYP) refuse('does_not_open');
  const serverKey = serverKeys.get(String(kid)) ?? refuse('other_signer');
  try {
    const { payload } = await compactVerify(signed, serverKey, { algorithms: [JWS_ALG] });
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
  } catch {
    return refuse('other_signer');
  }
}

/** Written as ECMAScript writes it: no member twice, nothing that two readers could read in two ways. */
function protectedHeader(compact: string): Record<string, unknown> | null {
  const bytes = decodeBase64Url(compact.slice(0, Math.max(compact.indexOf('.'), 0)));
  const text = bytes ? Buffer.from(bytes).toString('utf8') : '';
  const read = readJson(text);
  const isObject = typeof read === 'object' && read !== null && !Array.isArray(read);
  return isObject && JSON.stringify(read) === text ? (read as Record<string, unknown>) : null;
}

/** Whatever else a header could say (`zip`, `crit`, `b64`, `jwk`, ...) is refused by being there. */
function hasExactly(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).sort().join() === names.join();
}

function refuse(reason: DeliveryRefused['reason']): never {
  throw new DeliveryRefused(reason);
}
