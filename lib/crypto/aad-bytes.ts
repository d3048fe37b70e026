// The bytes GCM authenticates besides the ciphertext: "keystow/v1" || header || u32be count || (u32be length || UTF-8)*.

import type { Aad } from './aad';
import { joinBytes } from './byte-join';

const LABEL = new TextEncoder().encode('keystow/v1');
const COUNT_BYTES = 4;

/** `header` is bytes 0 to 18 of the envelope: version, suite, purpose and key id. */
export function encodeAad(header: Uint8Array, aad: Aad): Uint8Array {
  const parts = joinBytes(aad);
  const bytes = new Uint8Array(
    LABEL.byteLength + header.byteLength + COUNT_BYTES + parts.byteLength,
  );
  bytes.set(LABEL);
  bytes.set(header, LABEL.byteLength);
  new DataView(bytes.buffer).setUint32(LABEL.byteLength + header.byteLength, aad.length);
  bytes.set(parts, LABEL.byteLength + header.byteLength + COUNT_BYTES);
  return bytes;
}
