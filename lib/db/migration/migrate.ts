// Brings a database to the schema of this program, by as many nodes at once as care to try.

import type pg from 'pg';
import 'server-only';
import type { Database } from '../connection/database';
import { DatabaseRefusal } from '../connection/database-refusal';
import { asDatabaseError, DatabaseUnavailable } from '../connection/database-unavailable';
import { MIGRATIONS_FOLDER, readMigrations, type Migration } from './migration-files';
import { prepareHistory, readHistory, recordApplied } from './migration-history';
import { waitWithoutLimit } from '../connection/postgres-pool';
import { refusedSignIn, refuseUnsuitable } from '../connection/server-requirements';
import { sqlStateOf } from '../connection/sql-state';

/** The advisory lock that Prisma's own migrate takes. */
const LOCK = 72707369;
const LOCK_SECONDS_MAX = 300;

/**
 * Applies what is missing, each migration in one transaction with its record, so that an interrupted
 * one has left nothing and is applied by the next start. Returns the names applied by this call.
 * Throws DatabaseRefusal with what to do, or DatabaseUnavailable.
 */
export async function migrate(
  db: Database,
  folder: string = MIGRATIONS_FOLDER,
): Promise<{ applied: string[] }> {
  const known = await readMigrations(folder);
  const client = await db.pool.connect().catch((error: unknown) => {
    throw refusedSignIn(error) ?? asDatabaseError(error);
  });
  try {
    await waitWithoutLimit(client);
    await refuseUnsuitable(client);
    await lock(client);
    await prepareHistory(client);
    const { applied, unfinished } = await readHistory(client, known);
    const missing = known.filter(({ name }) => !applied.has(name));
    for (const migration of missing) {
      await apply(client, migration, unfinished.has(migration.name));
    }
    return { applied: missing.map(({ name }) => name) };
  } catch (error) {
    throw asDatabaseError(error);
  } finally {
    // Not given back: its lock and its settings end with it.
    client.release(true);
  }
}

async function lock(client: pg.ClientBase): Promise<void> {
  try {
    await client.query(`set lock_timeout = '${LOCK_SECONDS_MAX}s'`);
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query('set lock_timeout = 0');
  } catch (error) {
    if (sqlStateOf(error) !== '55P03') throw error;
    throw new DatabaseRefusal(
      'migration_busy',
      `Another process has been migrating this database for over ${LOCK_SECONDS_MAX} s.`,
      `Wait for it, or end the connection that holds the advisory lock ${LOCK}; then start again.`,
    );
  }
}

async function apply(client: pg.ClientBase, migration: Migration, begun: boolean): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.sql);
    await recordApplied(client, migration);
    await client.query('commit');
  } catch (error) {
    if (asDatabaseError(error) instanceof DatabaseUnavailable) throw error;
    await client.query('rollback');
    const said = error instanceof Error ? error.message : 'unknown error';
    throw new DatabaseRefusal(
      'failed_migration',
      `The migration ${migration.name} failed and was undone: ${said}.`,
      begun
        ? 'Another tool had begun it before: restore the backup made before that and start again.'
        : 'The database is as it was before; start the version you had, and report this.',
      error,
    );
  }
}
