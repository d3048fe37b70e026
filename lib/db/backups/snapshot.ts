// The whole database as it was at one moment, read a piece at a time.

import pg from 'pg';
import 'server-only';
import type { Database } from '../connection/database';
import { asDatabaseError } from '../connection/database-unavailable';
import { waitWithoutLimit } from '../connection/postgres-pool';
import { copyOut } from './copy-statement';
import { LEFT_OUT, listTables } from './table-columns';
import type { TableColumns } from './table-columns';

/** About as much as a piece of a table holds. */
const PIECE_BYTES = 1024 * 1024;
const BLOCKS_MAX = 256;

/** Where an audit log ended at that moment. */
export interface LogEnd {
  readonly chainId: string;
  readonly size: bigint;
  /** RFC 6962 frontier. */
  readonly frontier: Uint8Array;
}

export interface Snapshot {
  readonly takenAt: Date;
  /** Name of the last migration. */
  readonly migration: string;
  /** The master key that opens its root key; null before there is one. */
  readonly masterFingerprint: string | null;
  readonly rootIds: readonly string[];
  readonly logs: readonly LogEnd[];
  readonly tables: readonly TableColumns[];
  /** The rows of a table in COPY's text format, whole ones in each piece. */
  readonly rowsOf: (table: TableColumns) => AsyncGenerator<Buffer>;
}

/**
 * Runs `work` in one REPEATABLE READ, READ ONLY transaction. Others write meanwhile on a server; the
 * embedded database has one connection, so that they wait.
 */
export async function withSnapshot<T>(
  db: Database,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  try {
    if (db.kind === 'postgres') await waitWithoutLimit(client);
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const result = await work(await readSnapshot(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw asDatabaseError(error);
  } finally {
    // Not given back: its settings end with it.
    client.release(true);
  }
}

async function readSnapshot(client: pg.ClientBase): Promise<Snapshot> {
  const tables = await listTables(client);
  // A table that is emptied or rewritten later would be read as it is then.
  const names = tables.map(({ name }) => pg.escapeIdentifier(name)).join(', ');
  await client.query(`LOCK TABLE ${names} IN ACCESS SHARE MODE`);
  const { rows } = await client.query<Pick<Snapshot, 'takenAt' | 'migration' | 'rootIds'>>(
    `SELECT transaction_timestamp() AS "takenAt",
            (SELECT max(migration_name) FROM _prisma_migrations
              WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL) AS migration,
            ARRAY(SELECT DISTINCT root_id::text FROM root_key_wrap ORDER BY 1) AS "rootIds"`,
  );
  const { rows: wraps } = await client.query<{ fingerprint: string }>(
    `SELECT w.master_fingerprint AS fingerprint FROM root_head h
       JOIN root_key_wrap w ON w.root_id = h.root_id WHERE w.state = 'active'`,
  );
  const { rows: heads } = await client.query<{ chainId: string; size: string; frontier: Buffer }>(
    `SELECT chain_id AS "chainId", size, frontier FROM audit_head ORDER BY chain_id`,
  );
  return {
    ...rows[0]!,
    masterFingerprint: wraps[0]?.fingerprint ?? null,
    logs: heads.map((head) => ({ ...head, size: BigInt(head.size) })),
    tables: tables.filter(({ name }) => !LEFT_OUT.includes(name)),
    rowsOf: (table) => readRows(client, table),
  };
}

/** By ranges of blocks, which keep their rows while the snapshot is held. */
async function* readRows(
  client: pg.ClientBase,
  { name, columns }: TableColumns,
): AsyncGenerator<Buffer> {
  const table = pg.escapeIdentifier(name);
  const { rows } = await client.query<{ blocks: number; bytes: number }>({
    text: `SELECT (pg_relation_size(c.oid) / current_setting('block_size')::int)::int AS blocks,
                  pg_table_size(c.oid)::float8 AS bytes
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relname = $1`,
    values: [name],
  });
  const { blocks, bytes } = rows[0]!;
  const wanted = Math.floor(PIECE_BYTES / (bytes / Math.max(1, blocks)));
  const step = Math.min(BLOCKS_MAX, Math.max(1, wanted));
  const listed = columns.map(pg.escapeIdentifier).join(', ');
  for (let from = 0; from < blocks; from += step) {
    const range = `ctid >= '(${from},0)'::tid AND ctid < '(${from + step},0)'::tid`;
    const piece = await copyOut(client, `SELECT ${listed} FROM ${table} WHERE ${range}`);
    if (piece.length > 0) yield piece;
  }
}
