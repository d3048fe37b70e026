// The bytes GCM authenticates besides the ciphertext: "keystow/v1" || header || u32be count || (u32be length || UTF-8)*.

import { joinBytes } from './byte-join';

const LABEL = 'keystow/v1';
/** Bytes 0 to 18 of the envelope: version, suite, purpose and key id. */
export const HEADER_BYTES = 19;
const HEADER_OFFSET = LABEL.length;
const ASCII_MAX = 0x7f;
/** u32be lengths up to 127, each as the four ASCII characters that are its bytes. */
const SHORT_LENGTHS = Array.from(
  { length: ASCII_MAX + 1 },
  (_, length) => `\0\0\0${String.fromCharCode(length)}`,
);
const START = LABEL + '\0'.repeat(HEADER_BYTES);

/**
 * Encodes the parts behind room for a header, which `withHeader` fills in. Throws a `TypeError`
 * for a part with half a surrogate pair.
 */
export function encodeParts(parts: readonly string[]): Uint8Array {
  return encodeShortAscii(parts) ?? encodeAny(parts);
}

/** Puts the header of `envelope` into its place. The same array comes back: copies cost a tenth of a seal. */
export function withHeader(encoded: Uint8Array, envelope: Uint8Array): Uint8Array {
  for (let i = 0; i < HEADER_BYTES; i += 1) encoded[HEADER_OFFSET + i] = envelope[i]!;
  return encoded;
}

function encodeAny(parts: readonly string[]): Uint8Array {
  return Buffer.concat([Buffer.from(START), u32(parts.length), joinBytes(parts)]);
}

/** Nearly every tuple: text whose lengths and characters are all ASCII, so one write does it all. */
function encodeShortAscii(parts: readonly string[]): Uint8Array | null {
  let text = START + lengthAsText(parts.length);
  for (const part of parts) {
    if (part.length > ASCII_MAX) return null;
    text += lengthAsText(part.length) + part;
  }
  const bytes = Buffer.from(text, 'utf8');
  // Only in ASCII does UTF-8 take one byte for each character.
  return bytes.byteLength === text.length ? bytes : null;
}

function lengthAsText(length: number): string {
  return SHORT_LENGTHS[length]!;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
