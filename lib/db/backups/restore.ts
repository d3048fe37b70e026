// Puts the rows of a backup into a database, with its schema: all in one transaction, or nothing.

import pg from 'pg';
import 'server-only';
import { waitWithoutLimit } from '../connection/postgres-pool';
import type { Database } from '../connection/database';
import { asDatabaseError } from '../connection/database-unavailable';
import { refusedSignIn, refuseUnsuitable } from '../connection/server-requirements';
import type { PendingEventRow } from '../audit/audit';
import { MIGRATIONS_FOLDER, readMigrations } from '../migration/migration-files';
import { prepareHistory, recordApplied } from '../migration/migration-history';
import type { Migration } from '../migration/migration-files';
import { copyIn } from './copy-statement';
import { dropForeignKeys } from './foreign-keys';
import { clearTarget } from './restore-target';
import type { FormerConsole } from './restore-target';
import { listSigningKeys } from './restored-signing-keys';
import type { SealedSigningKey } from './restored-signing-keys';
import { columnsOf } from './table-columns';
import type { TableColumns } from './table-columns';
import { insertPending, voidWhatLetsIn } from './void-access';

/** The advisory lock that migrating takes as well. */
const MIGRATION_LOCK = 72707369;

export interface Restore {
  /** Name of the last migration of the backup, one of this program's. */
  readonly migration: string;
  /** What is there is deleted. */
  readonly replace: boolean;
  readonly revokeTokens: boolean;
  readonly rows: AsyncIterable<{ readonly table: TableColumns; readonly rows: Uint8Array }>;
  /** What the logs are told, given what the database held before; it waits until the console is unlocked. */
  readonly events: (former: FormerConsole) => readonly PendingEventRow[];
  /** Throws where the rows must not take the place of that console. Asked before any is put there. */
  readonly admit?: (former: FormerConsole) => void;
  /** Throws where the signing keys that came along show that the backup must not be used. */
  readonly accept?: (keys: readonly SealedSigningKey[]) => Promise<void>;
}

/**
 * Throws DatabaseRefusal for a database that is not empty or has a console running on it, and whatever
 * `rows`, `admit` and `accept` throw; then nothing is changed.
 */
export async function restoreInto(
  db: Database,
  restore: Restore,
  folder: string = MIGRATIONS_FOLDER,
): Promise<void> {
  const migrations = await readMigrations(folder);
  const client = await db.pool.connect().catch((error: unknown) => {
    throw refusedSignIn(error) ?? asDatabaseError(error);
  });
  try {
    if (db.kind === 'postgres') await waitWithoutLimit(client);
    await refuseUnsuitable(client);
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const former = await clearTarget(client, restore.replace, db.kind);
    restore.admit?.(former);
    await fill(client, restore, migrations);
    if (restore.accept) await restore.accept(await listSigningKeys(client));
    for (const event of restore.events(former)) await insertPending(client, event);
    await client.query('COMMIT');
    await client.query('ANALYZE');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw asDatabaseError(error);
  } finally {
    client.release(true);
  }
}

/** The schema of the backup's time, its rows, then the schema of this program. */
async function fill(
  client: pg.ClientBase,
  { migration, rows, revokeTokens }: Restore,
  migrations: readonly Migration[],
): Promise<void> {
  const behind = migrations.findIndex(({ name }) => name === migration) + 1;
  await prepareHistory(client);
  for (const one of migrations.slice(0, behind)) await apply(client, one);
  const addForeignKeys = await dropForeignKeys(client);
  const begun = new Set<string>();
  for await (const piece of rows) {
    const into = columnsOf(piece.table);
    // A migration may have put rows there, which are in the backup too.
    if (!begun.has(into)) await client.query(`TRUNCATE ${pg.escapeIdentifier(piece.table.name)}`);
    begun.add(into);
    await copyIn(client, into, piece.rows);
  }
  await addForeignKeys();
  for (const one of migrations.slice(behind)) await apply(client, one);
  await voidWhatLetsIn(client, revokeTokens);
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query(migration.sql);
  await recordApplied(client, migration);
}
