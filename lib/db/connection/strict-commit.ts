// A COMMIT that PostgreSQL turns into a ROLLBACK must fail here, not look like success.

import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import 'server-only';
import type { Beginnings } from './transaction-connection';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;
type AdapterTransaction = Awaited<ReturnType<Adapter['startTransaction']>>;

/**
 * After a failed statement PostgreSQL answers COMMIT with ROLLBACK and no error, so work that
 * swallowed the failure would be acknowledged and lost. This adapter rejects such a commit.
 */
export class StrictPrismaPg extends PrismaPg {
  readonly #beginnings: Beginnings;

  constructor(pool: pg.Pool, beginnings: Beginnings) {
    super(pool);
    this.#beginnings = beginnings;
  }

  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) =>
      rejectLostCommit(await start(level), this.#beginnings);
    return adapter;
  }
}

const ENDS: readonly string[] = ['COMMIT', 'ROLLBACK'];

function rejectLostCommit(
  transaction: AdapterTransaction,
  beginnings: Beginnings,
): AdapterTransaction {
  let failed = false;
  let ended = false;
  const noting = async <T>(statement: Promise<T>): Promise<T> => {
    try {
      return await statement;
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const queryRaw = transaction.queryRaw.bind(transaction);
  const executeRaw = transaction.executeRaw.bind(transaction);
  transaction.queryRaw = (query) => noting(queryRaw(query));
  transaction.executeRaw = async (query) => {
    ended ||= ENDS.includes(query.sql);
    if (query.sql !== 'COMMIT' || !failed) return noting(executeRaw(query));
    await executeRaw({ ...query, sql: 'ROLLBACK' });
    throw new Error('A statement of this transaction failed, so it cannot be committed.');
  };
  const client: unknown = Reflect.get(transaction, 'client');
  if (client instanceof pg.Client) {
    beginnings.note({
      query: async (statement) => {
        // The connection may be somebody else's by now.
        if (ended) throw new Error('The transaction has ended.');
        return noting(client.query(statement));
      },
    });
  }
  return transaction;
}
