// One backup and one drill at a time, over all nodes: an advisory lock that ends with the process that holds it.

import 'server-only';
import type { Database } from '../connection/database';
import { asDatabaseError } from '../connection/database-unavailable';
import { waitWithoutLimit } from '../connection/postgres-pool';
import type { Reader } from '../connection/transaction';

export type SoleWork = 'backup' | 'drill';

const LOCK = 72707372;
const NUMBERS: Readonly<Record<SoleWork, number>> = { backup: 1, drill: 2 };

// The embedded database has one process and one connection; pages and routes each have a copy of this module.
const process_ = globalThis as typeof globalThis & {
  __keystowSoleWork?: WeakMap<object, Set<SoleWork>>;
};

/** Null, without doing anything, while somebody else is at it. */
export async function alone<T>(
  db: Database,
  work: SoleWork,
  act: () => Promise<T>,
): Promise<{ readonly done: T } | null> {
  return db.kind === 'embedded' ? aloneHere(db, work, act) : aloneOnServer(db, work, act);
}

/** Whether it is being done at this moment, by whichever node. */
export async function isUnderWay(db: Database, work: SoleWork): Promise<boolean> {
  if (db.kind === 'embedded') return heldHere(db).has(work);
  return isHeld(db.prisma, work);
}

async function aloneHere<T>(db: Database, work: SoleWork, act: () => Promise<T>) {
  const held = heldHere(db);
  if (held.has(work)) return null;
  held.add(work);
  try {
    return { done: await act() };
  } finally {
    held.delete(work);
  }
}

/** In a transaction that does nothing else: it holds no snapshot back, and a pooler keeps it on one connection. */
async function aloneOnServer<T>(db: Database, work: SoleWork, act: () => Promise<T>) {
  const client = await db.pool.connect().catch((error: unknown) => {
    throw asDatabaseError(error);
  });
  // Where it drops, the lock is gone; the work goes on.
  client.on('error', () => undefined);
  try {
    await waitWithoutLimit(client);
    await client.query('BEGIN');
    const { rows } = await client.query<{ got: boolean }>(
      'SELECT pg_try_advisory_xact_lock($1, $2) AS got',
      [LOCK, NUMBERS[work]],
    );
    return rows[0]!.got ? { done: await act() } : null;
  } finally {
    // Let go before anybody asks again; its settings end with the connection.
    await client.query('COMMIT').catch(() => undefined);
    client.release(true);
  }
}

async function isHeld(reader: Reader, work: SoleWork): Promise<boolean> {
  const rows = await reader.$queryRaw<unknown[]>`
    SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
     WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.granted
       AND l.classid::bigint = ${LOCK} AND l.objid::bigint = ${NUMBERS[work]} AND l.objsubid = 2`;
  return rows.length > 0;
}

function heldHere({ pool }: Database): Set<SoleWork> {
  const all = (process_.__keystowSoleWork ??= new WeakMap());
  const held = all.get(pool) ?? new Set();
  all.set(pool, held);
  return held;
}
