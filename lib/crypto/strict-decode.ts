// Decoders that accept exactly one spelling per value: Node's own skip junk and stop early in silence.

const HEX = /^(?:[0-9a-fA-F]{2})*$/;

/** Bytes of hexadecimal text in either case (RFC 4648, section 8), or null. */
export function decodeHex(text: string): Uint8Array<ArrayBuffer> | null {
  return HEX.test(text) ? Uint8Array.from(Buffer.from(text, 'hex')) : null;
}

/** Bytes of unpadded base64url (RFC 4648, section 5), or null; stray low bits are refused too. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  return decodeCanonical(text, 'base64url');
}

/** Bytes of padded base64 (RFC 4648, section 4), or null; stray low bits and line breaks are refused. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  return decodeCanonical(text, 'base64');
}

export function encodeHex(bytes: Uint8Array): string {
  return view(bytes).toString('hex');
}

export function encodeBase64Url(bytes: Uint8Array): string {
  return view(bytes).toString('base64url');
}

/** Encoding again and comparing is what makes it strict: only the canonical spelling survives. */
function decodeCanonical(text: string, encoding: 'base64' | 'base64url') {
  const bytes = Buffer.from(text, encoding);
  return bytes.toString(encoding) === text ? Uint8Array.from(bytes) : null;
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
