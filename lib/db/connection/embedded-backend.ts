// The one PostgreSQL session inside PGlite, lent to one connection at a time and cleaned in between.

import type { PGlite } from '@electric-sql/pglite';
import 'server-only';
import { isFatal, simpleQuery, SYNC } from './wire-messages';

/** The part of PGlite that speaks the wire protocol. */
export type WireServer = Pick<PGlite, 'execProtocolRawStream'>;

const RESTART_PAUSE_MS = 1_000;

/** Reported as a lost connection, which it is to whoever asked. */
class BackendDown extends Error {
  readonly code = 'ECONNRESET';
}

/**
 * PGlite is a single backend session: settings, prepared statements, temporary tables and an open
 * transaction would pass from one connection to the next, so each leaves only after a clean-up.
 * After a panic, such as no room for the write-ahead log, the instance is never asked again and the
 * next connection has it opened anew, as a server restarts its backends.
 */
export class EmbeddedBackend {
  #server: WireServer | null;
  readonly #reopen: () => Promise<WireServer>;
  #free: Promise<void> = Promise.resolve();
  #pausedUntil = 0;

  constructor(server: WireServer, reopen: () => Promise<WireServer>) {
    this.#server = server;
    this.#reopen = reopen;
  }

  /** True after a panic, until the next connection. */
  get isDown(): boolean {
    return this.#server === null;
  }

  /**
   * Waits until the connection before has left. The returned function cleans the session and leaves.
   * Rejects when the database went down and cannot be opened anew.
   */
  async enter(): Promise<() => Promise<void>> {
    const before = this.#free;
    let open: () => void = () => undefined;
    this.#free = new Promise((resolve) => {
      open = resolve;
    });
    await before;
    try {
      if (this.#server === null) await this.#restart();
    } catch (error) {
      open();
      throw error;
    }
    return () => this.#clean().finally(open);
  }

  /** Opening takes a while, so after a failure everybody is turned away for a moment. */
  async #restart(): Promise<void> {
    if (Date.now() < this.#pausedUntil) throw new BackendDown('The embedded database is down.');
    try {
      this.#server = await this.#reopen();
    } catch (cause) {
      this.#pausedUntil = Date.now() + RESTART_PAUSE_MS;
      throw new BackendDown('The embedded database does not open.', { cause });
    }
  }

  /** Throws after a panic: no more answers come. */
  refuseDown(): WireServer {
    if (this.#server === null) throw new BackendDown('The embedded database went down.');
    return this.#server;
  }

  /** Runs whole frontend messages and returns the answer. Rejects when the backend is down. */
  async exchange(messages: Uint8Array): Promise<Buffer> {
    const server = this.refuseDown();
    const parts: Buffer[] = [];
    try {
      // A part is a view into the server's memory that the next one overwrites.
      await server.execProtocolRawStream(messages, {
        onRawData: (bytes) => parts.push(Buffer.from(bytes)),
      });
    } catch (cause) {
      this.#server = null;
      throw new BackendDown('The embedded database went down.', { cause });
    }
    const answer = Buffer.concat(parts);
    if (isFatal(answer)) this.#server = null;
    return answer;
  }

  /** A dropped connection may leave an error state, a transaction and settings behind. */
  async #clean(): Promise<void> {
    for (const message of [SYNC, simpleQuery('rollback'), simpleQuery('discard all')]) {
      if (!this.isDown) await this.exchange(message);
    }
  }
}
