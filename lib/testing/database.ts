// Suites that run on both databases: embedded PGlite, and PostgreSQL where there is a server.

import { afterAll, afterEach, beforeEach, describe } from 'vitest';
import type { Database, DatabaseKind } from '@/lib/db/connection/database';
import { openEmbeddedCopy } from './embedded-template';
import { openPostgresCopy } from './postgres-template';

/** The URL of a server's superuser, set by the test command; undefined where there is no server. */
export const TEST_POSTGRES_URL = process.env.TEST_POSTGRES_URL || undefined;

/** Opens a fresh database, migrated unless told otherwise; the suite closes it if the test has not. */
export type OpenFresh = (options?: { migrated?: boolean }) => Promise<Database>;

/**
 * Runs `suite` once per database: SQL is tried on both, by lib/db or, where it has no test of it, by the
 * service that asks it, unless a journey does: its console has the embedded one. Each call of `open` is
 * another empty database, so call it in `beforeAll` for one per suite. Where there is no PostgreSQL, the
 * reason is printed once.
 */
export function describeDatabases(
  name: string,
  suite: (open: OpenFresh, kind: DatabaseKind) => void,
): void {
  describe(`${name} [embedded]`, () => {
    suite(closing(reusing(openEmbeddedCopy)), 'embedded');
  });
  describePostgres(name, (serverUrl) => {
    suite(closing(reusing((migrated) => openPostgresCopy(serverUrl, migrated))), 'postgres');
  });
}

/** Runs `suite` on PostgreSQL, or embedded where there is no server: what it asks is decided above the database. */
export function describeDatabase(name: string, suite: (open: OpenFresh) => void): void {
  if (TEST_POSTGRES_URL === undefined)
    describe(name, () => suite(closing(reusing(openEmbeddedCopy))));
  else
    describePostgres(name, (serverUrl) => {
      suite(closing(reusing((migrated) => openPostgresCopy(serverUrl, migrated))));
    });
}

/** Runs `suite` where there is a PostgreSQL server: locks, conflicts and lost connections need one. */
export function describePostgres(name: string, suite: (serverUrl: string) => void): void {
  const url = TEST_POSTGRES_URL;
  if (url === undefined) sayWhyOnce();
  describe.skipIf(url === undefined)(`${name} [postgres]`, () => suite(url ?? ''));
}

function closing(open: (migrated: boolean) => Promise<Database>): OpenFresh {
  const opened: Database[] = [];
  afterAll(async () => {
    await Promise.all(opened.map((db) => db.close()));
  });
  return async ({ migrated = true } = {}) => {
    const db = await open(migrated);
    opened.push(db);
    return db;
  };
}

/**
 * What one test opened is emptied for the next: that takes a thirtieth of the time in which a copy on
 * either database is made and dropped. What is opened outside of a test, or is not migrated, is nobody else's.
 */
function reusing(open: (migrated: boolean) => Promise<Database>) {
  let inTest = false;
  let used: Database[] = [];
  let free: Database[] = [];
  beforeEach(() => {
    inTest = true;
  });
  afterEach(() => {
    inTest = false;
    free = [...free, ...used];
    used = [];
  });
  return async (migrated: boolean): Promise<Database> => {
    if (!inTest || !migrated) return open(migrated);
    const db = (await emptied(free.pop())) ?? (await open(true));
    used.push(db);
    return db;
  };
}

/**
 * Null for a database that was closed or broken by the test that had it, or in which that still holds
 * locks. Few rows are deleted sooner than all files of a database are made anew by TRUNCATE.
 */
async function emptied(db: Database | undefined): Promise<Database | null> {
  if (!db) return null;
  try {
    const { rows } = await db.pool.query<{ deletes: string }>(`
      SELECT string_agg('DELETE FROM ' || quote_ident(tablename), '; ') AS deletes FROM pg_tables
       WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`);
    await db.pool.query(`
      BEGIN; SET LOCAL session_replication_role = replica; SET LOCAL lock_timeout = '1s';
      ${rows[0]!.deletes};
      SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence; COMMIT`);
    return db;
  } catch {
    return null;
  }
}

let said = false;

function sayWhyOnce(): void {
  if (said) return;
  said = true;
  process.stderr.write('Not run on PostgreSQL: TEST_POSTGRES_URL is not set.\n');
}
