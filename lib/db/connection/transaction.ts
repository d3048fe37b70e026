// Interactive transactions: READ COMMITTED, retried when PostgreSQL chose them as the victim.

import { setTimeout as pause } from 'node:timers/promises';
import 'server-only';
import type { Database } from './database';
import { asDatabaseError, DatabaseUnavailable } from './database-unavailable';
import type { Prisma, PrismaClient } from '../generated/client.ts';
import { lazyClient } from './lazy-client';
import { sqlStateOf } from './sql-state';
import { BegunTransaction } from './transaction-connection';
import type { TransactionConnection } from './transaction-connection';

declare const brand: unique symbol;

/** Required by every write, so that nothing is written outside of a transaction that is accounted for. */
export type Tx = Prisma.TransactionClient & { readonly [brand]: 'Tx' };

/** Reads take either; inside a transaction pass the `Tx`, the embedded pool has no second connection. */
export type Reader = PrismaClient | Prisma.TransactionClient;

const connections = new WeakMap<Tx, TransactionConnection>();

/** The connection of a running transaction: for hot statements whose rows Prisma would carry too slowly. */
export function connectionOf(tx: Tx): TransactionConnection {
  const connection = connections.get(tx);
  if (!connection) throw new Error('This transaction was not begun by runTransaction.');
  return connection;
}

const ATTEMPTS_MAX = 5;
const WAIT_MS_MAX = 10_000;
const DURATION_MS_MAX = 30_000;
const BACKOFF_MS = 10;

/**
 * Runs `work` and commits what it wrote, or nothing. A deadlock or a serialization failure runs it
 * again, at most five times, so `work` has no effect outside of `tx`. Rejects with
 * DatabaseUnavailable when the database is away or stays contended, or `work` takes over 30 s; when the
 * database went away during COMMIT the outcome is unknown.
 */
export async function runTransaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(db, work);
    } catch (error) {
      if (!isVictim(error)) throw asDatabaseError(error);
      if (attempt === ATTEMPTS_MAX) throw new DatabaseUnavailable(error);
      await pause(BACKOFF_MS * 2 ** attempt * Math.random());
    }
  }
}

async function runOnce<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const begun = await BegunTransaction.on(db.pool);
  const lazy = lazyClient(db, begun, { maxWait: WAIT_MS_MAX, timeout: DURATION_MS_MAX });
  const tx = lazy.client as Tx;
  connections.set(tx, begun);
  try {
    const result = await withinDuration(work(tx));
    await lazy.end();
    await begun.commit();
    return result;
  } catch (error) {
    // Prisma ends its part first: a statement of it that still runs is waited for.
    await lazy.end().catch(() => undefined);
    await begun.rollBack();
    throw error;
  }
}

/** What takes longer loses its connection; its next statement fails. */
async function withinDuration<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    const expired = new DatabaseUnavailable(new Error('expired transaction'));
    timer = setTimeout(() => reject(expired), DURATION_MS_MAX);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
  }
}

/** PostgreSQL's serialization_failure and deadlock_detected; Prisma calls both P2034. */
function isVictim(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== null) return state === '40001' || state === '40P01';
  return error instanceof Error && 'code' in error && error.code === 'P2034';
}
