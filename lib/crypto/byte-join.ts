// The one way variable-length parts are joined before they are hashed: each carries its own length.

const LENGTH_BYTES = 4;

/**
 * `(u32be length || bytes)*`, text as UTF-8. Without the lengths ("ab", "c") and ("a", "bc")
 * would give one and the same MAC.
 */
export function joinBytes(parts: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const encoded = parts.map((part) => (typeof part === 'string' ? utf8(part) : part));
  const joined = new Uint8Array(
    encoded.reduce((total, bytes) => total + LENGTH_BYTES + bytes.byteLength, 0),
  );
  const view = new DataView(joined.buffer);
  let offset = 0;
  for (const bytes of encoded) {
    view.setUint32(offset, bytes.byteLength);
    joined.set(bytes, offset + LENGTH_BYTES);
    offset += LENGTH_BYTES + bytes.byteLength;
  }
  return joined;
}

/** UTF-8 bytes of well-formed text. Throws on a lone surrogate, which would become U+FFFD unseen. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  if (!isWellFormed(text)) throw new TypeError('The text holds half a surrogate pair.');
  return new TextEncoder().encode(text);
}

/** False when the text holds half a surrogate pair and so has no UTF-8 form. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
