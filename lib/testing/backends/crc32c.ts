// CRC-32C (Castagnoli, RFC 3720 appendix B.4), by which Google Secret Manager guards payloads.

const POLYNOMIAL = 0x82f63b78;

/** Of the bytes, without sign. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}
