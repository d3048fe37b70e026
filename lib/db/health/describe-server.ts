// What a database server says of itself: its version, its clock, and which migrations were applied.

import 'server-only';
import type pg from 'pg';
import type { Database } from '../connection/database';
import { asDatabaseError } from '../connection/database-unavailable';
import { refusedSignIn, refuseUnsuitable } from '../connection/server-requirements';
import { MIGRATIONS_FOLDER, readMigrations } from '../migration/migration-files';
import { readHistory } from '../migration/migration-history';

export interface ServerFacts {
  /** Such as `17.5`. */
  readonly version: string;
  /** How far the clock of this machine is ahead of the server's, within the time of one answer. */
  readonly clockAheadMs: number;
}

/** Throws DatabaseRefusal for a server that is not fit, DatabaseUnavailable when it is away. */
export async function describeServer(db: Database): Promise<ServerFacts> {
  return withClient(db, async (client) => {
    await refuseUnsuitable(client);
    const asked = Date.now();
    const { rows } = await client.query<{ version: string; now: Date }>(
      `select current_setting('server_version') as version, clock_timestamp() as now`,
    );
    const { version, now } = rows[0]!;
    const clockAheadMs = (asked + Date.now()) / 2 - new Date(now).getTime();
    return { version, clockAheadMs };
  });
}

export interface MigrationState {
  /** False where no console was ever started on it. */
  readonly begun: boolean;
  readonly pending: readonly string[];
  /** Begun by some program and never finished. */
  readonly interrupted: readonly string[];
}

/** Changes nothing. Throws DatabaseRefusal for a database of a newer or changed program. */
export async function readMigrationState(
  db: Database,
  folder: string = MIGRATIONS_FOLDER,
): Promise<MigrationState> {
  const known = await readMigrations(folder);
  return withClient(db, async (client) => {
    const { rows } = await client.query<{ found: boolean }>(
      `select to_regclass('public._prisma_migrations') is not null as found`,
    );
    const names = known.map(({ name }) => name);
    if (!rows[0]?.found) return { begun: false, pending: names, interrupted: [] };
    const { applied, unfinished } = await readHistory(client, known);
    const pending = names.filter((name) => !applied.has(name));
    return { begun: true, pending, interrupted: [...unfinished] };
  });
}

async function withClient<T>(db: Database, work: (client: pg.PoolClient) => Promise<T>) {
  const client = await db.pool.connect().catch((error: unknown) => {
    throw refusedSignIn(error) ?? asDatabaseError(error);
  });
  try {
    return await work(client);
  } catch (error) {
    throw asDatabaseError(error);
  } finally {
    client.release();
  }
}
