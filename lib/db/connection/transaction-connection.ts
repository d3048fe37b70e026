// The pg connection that a transaction was begun on: our own statements and Prisma's share it.

import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import 'server-only';

export interface TransactionConnection {
  /**
   * As `query` of pg. A failure keeps the transaction from being committed, as that of a statement
   * of Prisma's does; after the end of the transaction it throws.
   */
  query<Row extends pg.QueryResultRow>(
    statement: pg.QueryConfig,
  ): Promise<{ readonly rows: Row[]; readonly rowCount: number | null }>;
}

/**
 * Lets Prisma continue a transaction that is under way: its adapter takes the connection from the
 * context in place of another one. Held by the database, not by this module, which Next loads once for
 * instrumentation and once for routes.
 */
export type Adoptions = AsyncLocalStorage<BegunTransaction>;

export function adoptions(): Adoptions {
  return new AsyncLocalStorage<BegunTransaction>();
}

/** Prisma begins and ends what it believes to be its own; that is ours to do. */
const BOUNDS: readonly string[] = ['BEGIN', 'COMMIT', 'ROLLBACK'];

/** A connection of the pool from BEGIN to COMMIT or ROLLBACK, after which the pool has it back. */
export class BegunTransaction implements TransactionConnection {
  readonly #client: pg.PoolClient;
  /** pg wants one statement at a time; several at once take turns. */
  #last: Promise<unknown> = Promise.resolve();
  #failed = false;
  #ended = false;

  private constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  static async on(pool: pg.Pool): Promise<BegunTransaction> {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      return new BegunTransaction(client);
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async query<Row extends pg.QueryResultRow>(
    statement: pg.QueryConfig,
  ): Promise<pg.QueryResult<Row>> {
    // The connection may be somebody else's by now.
    if (this.#ended) throw new Error('The transaction has ended.');
    const turn = this.#last.then(() => this.#client.query<Row>(statement));
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }

  /**
   * Throws where a statement failed, even if that was swallowed: PostgreSQL would answer COMMIT with
   * ROLLBACK and no error, and the work would be acknowledged and lost.
   */
  async commit(): Promise<void> {
    if (this.#failed) {
      await this.rollBack();
      throw new Error('A statement of this transaction failed, so it cannot be committed.');
    }
    await this.#end('COMMIT');
  }

  /** Does nothing once it has ended. */
  async rollBack(): Promise<void> {
    if (!this.#ended) await this.#end('ROLLBACK').catch(() => undefined);
  }

  /** The connection as Prisma's adapter uses one. */
  forPrisma(): pg.PoolClient {
    const nothing = { rows: [], fields: [], rowCount: 0 };
    const client = {
      query: async (statement: pg.QueryConfig) =>
        BOUNDS.includes(statement.text) ? nothing : this.query(statement),
      on: () => client,
      removeListener: () => client,
      release: () => undefined,
    };
    return client as unknown as pg.PoolClient;
  }

  async #end(statement: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    this.#ended = true;
    await this.#last;
    try {
      await this.#client.query(statement);
      this.#client.release();
    } catch (error) {
      this.#client.release(true);
      throw error;
    }
  }
}
