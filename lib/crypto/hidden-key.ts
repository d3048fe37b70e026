// The shape every object with key bytes shares: printing, serializing or inspecting it shows none of them.

import { KEY_BYTES } from './hkdf';

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** Holds 32 bytes in a private field. `bytes` is an accessor of the class, so spreading loses it too. */
export abstract class HiddenKey {
  readonly #bytes: Uint8Array;

  /** Takes ownership of `bytes`. Throws a `RangeError` unless there are 32. */
  constructor(bytes: Uint8Array) {
    if (bytes.byteLength !== KEY_BYTES) throw new RangeError('A key has 32 bytes.');
    this.#bytes = bytes;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  toString(): string {
    return '[key]';
  }

  toJSON(): string {
    return '[key]';
  }

  [INSPECT](): string {
    return '[key]';
  }
}
