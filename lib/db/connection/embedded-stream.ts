// The socket that is none: carries pg's wire protocol to the PGlite instance of this process.

import { Duplex } from 'node:stream';
import 'server-only';
import type { EmbeddedBackend } from './embedded-backend';
import { cutMessages } from './wire-messages';

/** One connection to the embedded backend, given to `pg` as its `stream`. */
export class EmbeddedStream extends Duplex {
  readonly #backend: EmbeddedBackend;
  #leave: (() => Promise<void>) | null = null;
  #started = false;
  #received: Buffer = Buffer.alloc(0);
  #running: Promise<void> = Promise.resolve();

  constructor(backend: EmbeddedBackend) {
    super();
    this.#backend = backend;
  }

  /** Called by pg in place of a socket's connect; `connect` is emitted once the backend is ours. */
  connect(): this {
    this.#backend.enter().then(
      async (leave) => {
        this.#leave = leave;
        if (this.destroyed) await this.#release();
        else this.emit('connect');
      },
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers are pushed as the backend gives them.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#take(chunk, done);
  }

  override _writev(
    chunks: ReadonlyArray<{ chunk: Buffer }>,
    done: (error?: Error | null) => void,
  ): void {
    this.#take(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const settled = this.#running.catch(() => undefined);
    settled
      .then(() => this.#release())
      .then(
        () => done(error),
        (failed: Error) => done(error ?? failed),
      );
  }

  #take(bytes: Buffer, done: (error?: Error) => void): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
    const { batches, rest, terminated } = cutMessages(this.#received, this.#started);
    this.#received = rest;
    if (batches.length > 0) this.#started = true;
    this.#running = this.#run(batches, terminated);
    this.#running.then(() => done(), done);
  }

  async #run(batches: readonly Buffer[], terminated: boolean): Promise<void> {
    // pg writes from within its parser, which is not re-entrant: never answer in the same turn.
    await Promise.resolve();
    const answers: Buffer[] = [];
    try {
      for (const batch of batches) {
        if (this.destroyed) return;
        answers.push(await this.#backend.exchange(batch));
      }
      this.#backend.refuseDown();
    } finally {
      const answer = Buffer.concat(answers);
      if (answer.length > 0 && !this.destroyed) this.push(answer);
    }
    if (terminated) await this.#release();
  }

  async #release(): Promise<void> {
    const leave = this.#leave;
    this.#leave = null;
    await leave?.();
  }
}
