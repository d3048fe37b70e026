// Prisma's own record of applied migrations, so that `prisma migrate deploy` can take over elsewhere.

import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import 'server-only';
import { z } from 'zod';
import { DatabaseRefusal } from '../connection/database-refusal';
import type { Migration } from './migration-files';

const CREATE_TABLE = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;

const rows = z.array(z.object({ name: z.string(), checksum: z.string(), finished: z.boolean() }));

export interface History {
  readonly applied: ReadonlySet<string>;
  /** Begun by some program and never finished; nothing of it may be left, or all of it. */
  readonly unfinished: ReadonlySet<string>;
}

/** Makes the table when the database is empty. Throws DatabaseRefusal when others' tables are there. */
export async function prepareHistory(client: pg.ClientBase): Promise<void> {
  const { rows: found } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm')
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      order by c.relname = '_prisma_migrations' desc, name limit 1`,
  );
  const [first] = found;
  if (first !== undefined && first.name !== '_prisma_migrations') {
    throw new DatabaseRefusal(
      'foreign_tables',
      `The database holds tables that are not Keystow's, such as ${first.name}.`,
      'Give Keystow a database of its own.',
    );
  }
  await client.query(CREATE_TABLE);
}

/** What has been applied. Throws DatabaseRefusal when that is not a beginning of `known`. */
export async function readHistory(
  client: pg.ClientBase,
  known: readonly Migration[],
): Promise<History> {
  const result = await client.query(
    `select migration_name as name, checksum, finished_at is not null as finished
       from _prisma_migrations where rolled_back_at is null order by started_at, migration_name`,
  );
  const checksums = new Map(known.map(({ name, checksum }) => [name, checksum]));
  const recorded = rows.parse(result.rows);
  const unknown = recorded.findLast(({ name }) => !checksums.has(name));
  if (unknown !== undefined) {
    throw new DatabaseRefusal(
      'newer_database',
      `The database has been migrated by a newer Keystow (${unknown.name}).`,
      'Start that version or a later one, or restore the backup made before the upgrade.',
    );
  }
  const finished = recorded.filter((row) => row.finished);
  const changed = finished.find(({ name, checksum }) => checksums.get(name) !== checksum);
  if (changed !== undefined) {
    throw new DatabaseRefusal(
      'changed_migration',
      `The migration ${changed.name} differs from the one that made this database.`,
      'Put back the files of the release you installed; applied migrations are never edited.',
    );
  }
  const applied = new Set(finished.map(({ name }) => name));
  const begun = recorded.filter(({ name }) => !applied.has(name));
  return { applied, unfinished: new Set(begun.map(({ name }) => name)) };
}

/** Records a migration as applied, in the transaction that applied it. */
export async function recordApplied(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query(
    `update _prisma_migrations set rolled_back_at = now()
      where migration_name = $1 and finished_at is null and rolled_back_at is null`,
    [migration.name],
  );
  await client.query(
    `insert into _prisma_migrations
       (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     values ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [randomUUID(), migration.checksum, migration.name],
  );
}
