// For commands beside a console: the database must be at this program's schema already.

import 'server-only';
import type { Database } from '../connection/database';
import { asDatabaseError } from '../connection/database-unavailable';
import { DatabaseRefusal } from '../connection/database-refusal';
import { MIGRATIONS_FOLDER, readMigrations } from './migration-files';
import { readHistory } from './migration-history';
import { refusedSignIn } from '../connection/server-requirements';

/** Changes nothing. Throws DatabaseRefusal for an empty, older or newer database. */
export async function requireMigrated(
  db: Database,
  folder: string = MIGRATIONS_FOLDER,
): Promise<void> {
  const known = await readMigrations(folder);
  const client = await db.pool.connect().catch((error: unknown) => {
    throw refusedSignIn(error) ?? asDatabaseError(error);
  });
  try {
    const { rows } = await client.query<{ found: boolean }>(
      `select to_regclass('public._prisma_migrations') is not null as found`,
    );
    if (!rows[0]?.found) {
      throw new DatabaseRefusal(
        'not_set_up',
        'This database has never been used by a console.',
        'Name the one of your console by DATABASE_URL or DATA_DIR, or start the console first.',
      );
    }
    const { applied } = await readHistory(client, known);
    if (known.every(({ name }) => applied.has(name))) return;
    throw new DatabaseRefusal(
      'older_database',
      'The database is of an earlier Keystow than this command.',
      'Start the console once, which brings it up to date; then run this again.',
    );
  } finally {
    client.release();
  }
}
