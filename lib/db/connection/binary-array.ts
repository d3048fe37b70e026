// Arrays in PostgreSQL's binary format, as a parameter of `pg`: bytes travel as bytes, not as text.

import 'server-only';

const BYTEA = 17;
const UUID = 2950;
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;

/** For a parameter of type `bytea[]`, which may be empty. `pg` sends a Buffer in binary format. */
export function byteaArray(items: readonly Uint8Array[]): Buffer {
  return binaryArray(BYTEA, items);
}

/** For a parameter of type `uuid[]`, which may be empty. */
export function uuidArray(ids: readonly string[]): Buffer {
  return binaryArray(
    UUID,
    ids.map((id) => Buffer.from(id.replaceAll('-', ''), 'hex')),
  );
}

/** `array_recv` of PostgreSQL: dimensions, nulls, type, then per dimension length and lower bound. */
function binaryArray(type: number, items: readonly Uint8Array[]): Buffer {
  const size = items.reduce((sum, item) => sum + LENGTH_BYTES + item.byteLength, HEADER_BYTES);
  const array = Buffer.allocUnsafe(size);
  let at = 0;
  for (const word of [1, 0, type, items.length, 1]) at = array.writeInt32BE(word, at);
  for (const item of items) {
    at = array.writeInt32BE(item.byteLength, at);
    array.set(item, at);
    at += item.byteLength;
  }
  return array;
}
