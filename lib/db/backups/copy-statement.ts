// COPY over one connection: rows as PostgreSQL's text format has them, out of a table and into one.

import type pg from 'pg';
import 'server-only';

/** What pg's client has of its connection while a statement of our own runs on it. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  query(text: string): void;
  sendCopyFromChunk(rows: Uint8Array): void;
  endCopyFrom(): void;
}

class CopyStatement {
  readonly ended: Promise<Buffer>;
  readonly #text: string;
  readonly #rows: Uint8Array | null;
  readonly #taken: Buffer[] = [];
  #failed: unknown = null;
  #settle: (error: unknown) => void = () => undefined;

  constructor(text: string, rows: Uint8Array | null) {
    this.#text = text;
    this.#rows = rows;
    this.ended = new Promise((resolve, reject) => {
      this.#settle = (error) => (error ? reject(error) : resolve(Buffer.concat(this.#taken)));
    });
  }

  /** Rows go along at once: the embedded database answers whole messages and cannot wait for more. */
  submit(wire: Wire): void {
    wire.stream.cork();
    wire.query(this.#text);
    if (this.#rows) {
      wire.sendCopyFromChunk(this.#rows);
      wire.endCopyFrom();
    }
    wire.stream.uncork();
  }

  handleCopyData({ chunk }: { readonly chunk: Uint8Array }): void {
    this.#taken.push(Buffer.from(chunk));
  }

  handleCopyInResponse(): void {
    // The rows are on their way already.
  }

  handleCommandComplete(): void {
    // One statement: the end follows.
  }

  handleRowDescription(): void {
    // COPY describes no rows.
  }

  /** The server goes on to its next message after an error; where the connection is gone, nothing follows. */
  handleError(error: unknown): void {
    this.#failed ??= error;
    if (!(error instanceof Error) || !('severity' in error)) this.#settle(error);
  }

  handleReadyForQuery(): void {
    this.#settle(this.#failed);
  }
}

/** The rows of `query`, all in memory: ask for few. Rejects as a query of pg does. */
export async function copyOut(client: pg.ClientBase, query: string): Promise<Buffer> {
  return run(client, new CopyStatement(`COPY (${query}) TO STDOUT`, null));
}

/** Puts whole rows into `into`, a table with its columns. Rejects as a query of pg does. */
export async function copyIn(client: pg.ClientBase, into: string, rows: Uint8Array): Promise<void> {
  await run(client, new CopyStatement(`COPY ${into} FROM STDIN`, rows));
}

async function run(client: pg.ClientBase, statement: CopyStatement): Promise<Buffer> {
  client.query(statement as unknown as pg.Submittable);
  return statement.ended;
}
