// The key a delivery is sealed to: X25519, made for one run (RFC 7748, RFC 8037), named by its thumbprint.

import { generateKeyPairSync, hash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decodeBase64Url } from './strict-decode';

/** As a JWK (RFC 8037). `x` is the canonical base64url of 32 bytes. */
export interface DeliveryPublicKey {
  readonly kty: 'OKP';
  readonly crv: 'X25519';
  readonly x: string;
}

export interface DeliveryKeyPair {
  readonly publicKey: DeliveryPublicKey;
  readonly privateKey: KeyObject;
}

/** A new pair. The private key stays in the process that made it, and is for one delivery. */
export function makeDeliveryKey(): DeliveryKeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const { x } = publicKey.export({ format: 'jwk' });
  return { publicKey: { kty: 'OKP', crv: 'X25519', x: x! }, privateKey };
}

const PRIME = 2n ** 255n - 19n;

/** Coordinates that give the same shared secret with every private key (RFC 7748, section 6.1). */
const LOW_ORDER = new Set([
  0n,
  1n,
  PRIME - 1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
]);

/**
 * Whether `x` is the one spelling of a coordinate below the prime, of a point that shares a secret:
 * two spellings of one key would have two thumbprints, and be used twice.
 */
export function isDeliveryKey(x: string): boolean {
  const bytes = decodeBase64Url(x);
  if (bytes?.byteLength !== 32) return false;
  const coordinate = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
  return coordinate < PRIME && !LOW_ORDER.has(coordinate);
}

/** RFC 7638 with SHA-256, in base64url: of an X25519 or an Ed25519 public key. */
export function okpThumbprint(crv: 'X25519' | 'Ed25519', x: string): string {
  return hash('sha256', `{"crv":"${crv}","kty":"OKP","x":"${x}"}`, 'base64url');
}
