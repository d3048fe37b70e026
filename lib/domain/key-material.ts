// Whether a text or some bytes hold enough of a key, however it is written down.

const SIGNING_BYTES_MIN = 32;
const ENCRYPTION_BYTES_MIN = 16;

const PEM = /^\s*-----BEGIN /;
const PEM_PRIVATE = /^\s*-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----[\s\S]+-----END \1-----\s*$/;
const HEX = /^(?:[0-9a-fA-F]{2})+$/;
/** Base64 and base64url (RFC 4648, sections 4 and 5), padded or not. */
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/**
 * At least 32 bytes, as HS256 needs (RFC 7518, section 3.2), or a private key in PEM (RFC 7468) or
 * JWK (RFC 7517). `text` is the same bytes, null where they are no text.
 */
export function isSigningKey(bytes: Uint8Array, text: string | null): boolean {
  if (text !== null && PEM.test(text)) return PEM_PRIVATE.test(text);
  const jwk = text === null ? null : readJwk(text);
  return jwk ? isPrivateJwk(jwk) : bytes.length >= SIGNING_BYTES_MIN;
}

/** At least 16 bytes once decoded: hex where it is hex, else base64 where it is that, else the bytes. */
export function isEncryptionKey(bytes: Uint8Array, text: string | null): boolean {
  const written = text?.trimEnd() ?? '';
  const length = HEX.test(written)
    ? written.length / 2
    : BASE64.test(written)
      ? bytesOfBase64(written)
      : bytes.length;
  return length >= ENCRYPTION_BYTES_MIN;
}

function bytesOfBase64(text: string): number {
  return Math.floor((text.replace(/=+$/, '').length * 3) / 4);
}

/** A JSON object with `kty`, or null. */
function readJwk(text: string): object | null {
  if (!/^\s*\{/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'kty' in value ? value : null;
  } catch {
    return null;
  }
}

/** `d` makes an asymmetric key private; of a symmetric one `k` is the key (RFC 7518, section 6). */
function isPrivateJwk(jwk: object): boolean {
  if (Reflect.get(jwk, 'kty') !== 'oct') return typeof Reflect.get(jwk, 'd') === 'string';
  const key: unknown = Reflect.get(jwk, 'k');
  return typeof key === 'string' && bytesOfBase64(key) >= SIGNING_BYTES_MIN;
}
