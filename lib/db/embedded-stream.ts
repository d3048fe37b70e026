// The socket that is none: carries pg's wire protocol to the PGlite instance of this process.

import { Duplex } from 'node:stream';
import 'server-only';

import type { EmbeddedBackend } from './embedded-backend';

/**
 * One connection to the embedded backend, given to `pg` as its `stream`. PostgreSQL frontend
 * protocol 3.0: a startup packet without a type byte, then messages of type byte and u32be length.
 */
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
    void this.#backend.enter().then((leave) => {
      this.#leave = leave;
      if (this.destroyed) return this.#release();
      this.emit('connect');
      return undefined;
    });
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
    void this.#running
      .then(() => this.#release())
      .then(
        () => done(error),
        (failed: Error) => done(error ?? failed),
      );
  }

  #take(bytes: Buffer, done: (error?: Error) => void): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
    const { batches, rest, terminated } = split(this.#received, this.#started);
    this.#received = rest;
    if (batches.length > 0) this.#started = true;
    this.#running = this.#run(batches, terminated);
    this.#running.then(() => done(), done);
  }

  async #run(batches: readonly Buffer[], terminated: boolean): Promise<void> {
    // pg writes from within its parser, which is not re-entrant: never answer in the same turn.
    await Promise.resolve();
    for (const batch of batches) {
      if (this.destroyed) return;
      const answers: Buffer[] = [];
      // An answer is a view into the backend's memory that the next one overwrites.
      await this.#backend.exchange(batch, (bytes) => answers.push(Buffer.from(bytes)));
      if (answers.length > 0) this.push(Buffer.concat(answers));
    }
    if (terminated) await this.#release();
  }

  async #release(): Promise<void> {
    const leave = this.#leave;
    this.#leave = null;
    await leave?.();
  }
}

const TERMINATE = 0x58;

/** Cuts whole messages off `bytes`: the startup packet alone, the messages after it together. */
function split(
  bytes: Buffer,
  started: boolean,
): { batches: Buffer[]; rest: Buffer; terminated: boolean } {
  const batches: Buffer[] = [];
  let from = 0;
  if (!started) {
    if (bytes.length < 4 || bytes.length < bytes.readUInt32BE(0)) {
      return { batches, rest: bytes, terminated: false };
    }
    from = bytes.readUInt32BE(0);
    batches.push(bytes.subarray(0, from));
  }
  let to = from;
  while (bytes.length - to >= 5) {
    if (bytes[to] === TERMINATE) break;
    const next = to + 1 + bytes.readUInt32BE(to + 1);
    if (next > bytes.length) break;
    to = next;
  }
  if (to > from) batches.push(bytes.subarray(from, to));
  return { batches, rest: bytes.subarray(to), terminated: bytes[to] === TERMINATE };
}
