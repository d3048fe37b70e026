// Suites that run on both databases: embedded PGlite, and PostgreSQL where there is a server.

import { afterAll, describe } from 'vitest';
import type { Database, DatabaseKind } from '@/lib/db/connection/database';
import { openEmbeddedCopy } from './embedded-template';
import { openPostgresCopy } from './postgres-template';

/** The URL of a server's superuser, set by the test command; undefined where there is no server. */
export const TEST_POSTGRES_URL = process.env.TEST_POSTGRES_URL || undefined;

/** Opens a fresh database, migrated unless told otherwise; the suite closes it if the test has not. */
export type OpenFresh = (options?: { migrated?: boolean }) => Promise<Database>;

/**
 * Runs `suite` once per database. Each call of `open` is another empty database, so call it in
 * `beforeAll` for one per suite. Where there is no PostgreSQL, the reason is printed once.
 */
export function describeDatabases(
  name: string,
  suite: (open: OpenFresh, kind: DatabaseKind) => void,
): void {
  describe(`${name} [embedded]`, () => {
    suite(closing(openEmbeddedCopy), 'embedded');
  });
  describePostgres(name, (serverUrl) => {
    suite(
      closing((migrated) => openPostgresCopy(serverUrl, migrated)),
      'postgres',
    );
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

let said = false;

function sayWhyOnce(): void {
  if (said) return;
  said = true;
  process.stderr.write('Not run on PostgreSQL: TEST_POSTGRES_URL is not set.\n');
}
