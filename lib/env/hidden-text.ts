// A setting that must not be printed, such as a key or a password.

/** Prints, serializes and inspects as `[hidden]`; `.reveal()` is the only way to the text. */
export class HiddenText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '[hidden]';
  }

  toJSON(): string {
    return '[hidden]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[hidden]';
  }
}
