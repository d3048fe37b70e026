// Room for new envelopes, carved from a slab: a typed array of its own costs as much as a fifth of a small seal.

const SLAB_BYTES = 32 * 1024;
const CARVED_BYTES_MAX = 4 * 1024;

let slab = new Uint8Array(0);
let used = 0;

/**
 * `byteLength` bytes, all of which the caller writes over. No byte is handed out twice, and only
 * envelopes live in a slab, so nothing readable lies beside one (unlike in the pool of `Buffer`).
 */
export function carveEnvelope(byteLength: number): Uint8Array<ArrayBuffer> {
  if (byteLength > CARVED_BYTES_MAX) return new Uint8Array(byteLength);
  if (used + byteLength > slab.byteLength) {
    slab = new Uint8Array(SLAB_BYTES);
    used = 0;
  }
  const start = used;
  used += byteLength;
  return slab.subarray(start, used);
}
