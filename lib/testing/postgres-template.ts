// Databases on a real PostgreSQL server for tests, each a copy of one migrated template.

import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { openDatabase, type Database } from '@/lib/db/connection/database';
import { migrate } from '@/lib/db/migration/migrate';
import { migrationsHash } from './embedded-template';

const TEMPLATE_LOCK = 72707370;

export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  drop(): Promise<void>;
}

/** A new database on the server of `serverUrl`, whose user may create databases. */
export async function createPostgresCopy(
  serverUrl: string,
  migrated: boolean = true,
): Promise<TestDatabase> {
  const template = migrated ? await migratedTemplate(serverUrl) : 'template0';
  const name = `keystow_test_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(serverUrl, (client) =>
    client.query(`create database ${name} template ${template} encoding 'UTF8'`),
  );
  return {
    name,
    url: urlOf(serverUrl, name),
    drop: () =>
      asSuperuser(serverUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/** Opens a copy; closing it also drops it. */
export async function openPostgresCopy(
  serverUrl: string,
  migrated: boolean = true,
): Promise<Database> {
  const { url, drop } = await createPostgresCopy(serverUrl, migrated);
  const db = await openDatabase({ databaseUrl: url, dataDir: '' });
  return { ...db, close: () => db.close().finally(drop) };
}

/** Runs `work` on a connection of its own to the server's own database. */
export async function asSuperuser<T>(
  serverUrl: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: serverUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Made under a lock, because suites run in several processes; renamed once it is whole. */
async function migratedTemplate(serverUrl: string): Promise<string> {
  const name = `keystow_template_${await migrationsHash()}`;
  await asSuperuser(serverUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return;
    const unfinished = `${name}_new`;
    await client.query(`drop database if exists ${unfinished} with (force)`);
    await client.query(`create database ${unfinished} template template0 encoding 'UTF8'`);
    const url = urlOf(serverUrl, unfinished);
    const db = await openDatabase({ databaseUrl: url, dataDir: '' });
    await migrate(db).finally(() => db.close());
    await client.query(`alter database ${unfinished} rename to ${name}`);
  });
  return name;
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
