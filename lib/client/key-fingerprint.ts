// The fingerprint of a master key or a JWT secret, computed in the browser that made it.

const HEX_KEY = /^[0-9a-f]{64}$/i;
const FINGERPRINT_BITS = 64;

/**
 * `mk_` and 16 hex digits: the first 8 bytes of HKDF-SHA256 (RFC 5869) of a key of 64 hex digits. Null
 * for anything else, as a passphrase is stretched first, and where Web Crypto is not to be had, such
 * as over plain HTTP.
 */
export async function fingerprintOfKey(key: string): Promise<string | null> {
  if (!HEX_KEY.test(key)) return null;
  const bytes = Uint8Array.from(key.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const name = await nameOf(bytes, 'keystow/fingerprint/v1');
  return name && `mk_${name}`;
}

/** The `kid` of a JWT secret: 16 hex digits of HKDF-SHA256 of its text. Null as above. */
export async function kidOfJwtSecret(text: string): Promise<string | null> {
  return nameOf(new TextEncoder().encode(text), 'keystow/jwt-kid/v1');
}

/** Clears `bytes`. */
async function nameOf(bytes: Uint8Array<ArrayBuffer>, info: string): Promise<string | null> {
  const { subtle } = globalThis.crypto;
  // The type says it is always there; outside of secure contexts it is not.
  if (typeof subtle !== 'object') return null;
  const material = await subtle.importKey('raw', bytes, 'HKDF', false, ['deriveBits']);
  bytes.fill(0);
  const derivation = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: new TextEncoder().encode(info),
  };
  const name = new Uint8Array(await subtle.deriveBits(derivation, material, FINGERPRINT_BITS));
  return Array.from(name, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
