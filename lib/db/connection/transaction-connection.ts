// The pg connection that a running transaction of Prisma's is on, for statements that carry many bytes.

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

interface Begun {
  connection: TransactionConnection | null;
}

/**
 * Prisma does not say which connection a transaction began on: the adapter does, in the same context.
 * Held by the database, not by this module, which Next loads once for instrumentation and once for routes.
 */
export class Beginnings {
  readonly #beginning = new AsyncLocalStorage<Begun>();

  /** Runs `begin`, which begins one transaction and can ask for its connection from then on. */
  run<T>(begin: (connection: () => TransactionConnection) => Promise<T>): Promise<T> {
    const begun: Begun = { connection: null };
    const connection = (): TransactionConnection => {
      if (!begun.connection) throw new Error('The transaction began on an unknown connection.');
      return begun.connection;
    };
    return this.#beginning.run(begun, () => begin(connection));
  }

  /** Told by the adapter when a transaction began. */
  note(connection: TransactionConnection): void {
    const begun = this.#beginning.getStore();
    if (begun) begun.connection = connection;
  }
}
