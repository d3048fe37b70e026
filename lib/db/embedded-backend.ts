// The one PostgreSQL session inside PGlite, lent to one connection at a time and cleaned in between.

import type { PGlite } from '@electric-sql/pglite';
import 'server-only';

/** The part of PGlite that speaks the wire protocol. */
export type WireServer = Pick<PGlite, 'execProtocolRawStream'>;

/**
 * PGlite is a single backend session: settings, prepared statements, temporary tables and an open
 * transaction would pass from one connection to the next, so each leaves only after a clean-up.
 */
export class EmbeddedBackend {
  readonly #server: WireServer;
  #free: Promise<void> = Promise.resolve();

  constructor(server: WireServer) {
    this.#server = server;
  }

  /** Waits until the connection before has left. The returned function cleans the session and leaves. */
  async enter(): Promise<() => Promise<void>> {
    const before = this.#free;
    let open: () => void = () => undefined;
    this.#free = new Promise((resolve) => {
      open = resolve;
    });
    await before;
    return () => this.#clean().finally(open);
  }

  /** Runs whole frontend messages; `answer` is called with views that are valid only during the call. */
  async exchange(messages: Uint8Array, answer: (bytes: Uint8Array) => void): Promise<void> {
    await this.#server.execProtocolRawStream(messages, { onRawData: answer });
  }

  /** A dropped connection may leave an error state, a transaction and settings behind. */
  async #clean(): Promise<void> {
    const ignore = (): void => undefined;
    await this.exchange(SYNC, ignore);
    await this.exchange(simpleQuery('rollback'), ignore);
    await this.exchange(simpleQuery('discard all'), ignore);
  }
}

const SYNC = Uint8Array.of(0x53, 0, 0, 0, 4);

/** A `Query` message (PostgreSQL protocol 3.0): 'Q', u32be length, text, NUL. */
function simpleQuery(text: string): Uint8Array {
  const body = Buffer.from(`${text}\0`, 'utf8');
  const message = Buffer.alloc(5 + body.length);
  message.writeUInt8(0x51, 0);
  message.writeUInt32BE(4 + body.length, 1);
  body.copy(message, 5);
  return message;
}
