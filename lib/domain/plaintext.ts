// The one carrier of a value in the clear: it cannot be printed, serialized or compared by accident.

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const MARK = '[plaintext]';

/** Wraps the bytes of a value. `.use(fn)` is the only way to them; everything else sees `[plaintext]`. */
export class Plaintext {
  readonly #bytes: Uint8Array;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Takes ownership of `bytes`: the caller keeps no other reference. */
  static fromBytes(bytes: Uint8Array): Plaintext {
    return new Plaintext(bytes);
  }

  /** UTF-8 bytes of `text`. Callers refuse lone surrogates before (`parseSecretText`). */
  static fromText(text: string): Plaintext {
    return new Plaintext(new TextEncoder().encode(text));
  }

  /** Lends the bytes to `fn`; `fn` must not keep them. */
  use<T>(fn: (bytes: Uint8Array) => T): T {
    return fn(this.#bytes);
  }

  /** Length in bytes. */
  get byteLength(): number {
    return this.#bytes.byteLength;
  }

  toString(): string {
    return MARK;
  }

  toJSON(): string {
    return MARK;
  }

  get [Symbol.toStringTag](): string {
    return 'Plaintext';
  }

  [INSPECT](): string {
    return MARK;
  }
}
