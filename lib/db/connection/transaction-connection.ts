// The pg connection that a transaction was begun on: our own statements and Prisma's share it.

import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import 'server-only';
import { beginWith, commitWith } from './bounded-statement';

export interface TransactionConnection {
  /**
   * As `query` of pg. A failure keeps the transaction from being committed, as that of a statement
   * of Prisma's does; after the end of the transaction it throws.
   */
  query<Row extends pg.QueryResultRow>(
    statement: pg.QueryConfig,
  ): Promise<{ readonly rows: Row[]; readonly rowCount: number | null }>;

  /**
   * For the last statement, whose rows nobody needs: sent along with COMMIT, which a failure of it keeps
   * from happening. Where another statement follows after all, it runs before that one.
   */
  queryAtCommit(statement: pg.QueryConfig): void;
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

/**
 * A connection of the pool for one transaction, from its first statement to COMMIT or ROLLBACK, after which
 * the pool has it back. BEGIN goes with the first statement.
 */
export class BegunTransaction implements TransactionConnection {
  readonly #client: pg.PoolClient;
  /** pg wants one statement at a time; several at once take turns. */
  #last: Promise<unknown> = Promise.resolve();
  readonly #atCommit: pg.QueryConfig[] = [];
  #begun = false;
  #failed = false;
  #ended = false;

  private constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  static async on(pool: pg.Pool): Promise<BegunTransaction> {
    return new BegunTransaction(await pool.connect());
  }

  async query<Row extends pg.QueryResultRow>(
    statement: pg.QueryConfig,
  ): Promise<pg.QueryResult<Row>> {
    this.#refuseEnded();
    const before = this.#atCommit.splice(0);
    const turn = this.#last.then(async () => {
      await this.#sendAll(before);
      return this.#send<Row>(statement);
    });
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }

  queryAtCommit(statement: pg.QueryConfig): void {
    this.#refuseEnded();
    this.#atCommit.push(statement);
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
    const before = this.#atCommit.splice(0);
    await this.#end(async () => {
      // One at least begins the transaction; only then another may go with COMMIT.
      const last = before.length > 1 || this.#begun ? before.pop() : undefined;
      await this.#sendAll(before);
      if (this.#begun) await commitWith(this.#client, last ?? null);
    });
  }

  /** Does nothing once it has ended. */
  async rollBack(): Promise<void> {
    if (this.#ended) return;
    await this.#end(async () => {
      if (this.#begun) await this.#client.query('ROLLBACK');
    }).catch(() => undefined);
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

  /** The connection may be somebody else's by now. */
  #refuseEnded(): void {
    if (this.#ended) throw new Error('The transaction has ended.');
  }

  async #sendAll(statements: readonly pg.QueryConfig[]): Promise<void> {
    for (const statement of statements) await this.#send(statement);
  }

  #send<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    if (this.#begun) return this.#client.query<Row>(statement);
    this.#begun = true;
    return beginWith<Row>(this.#client, statement);
  }

  /** When the end fails, what may still be open is rolled back; a connection that cannot do so is closed. */
  async #end(send: () => Promise<unknown>): Promise<void> {
    this.#ended = true;
    await this.#last;
    try {
      await send();
    } catch (error) {
      const isClosed = await this.#client.query('ROLLBACK').then(
        () => false,
        () => true,
      );
      this.#client.release(isClosed);
      throw error;
    }
    this.#client.release();
  }
}
