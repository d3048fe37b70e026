// The tables of the schema as the catalog has them, and how COPY names one.

import pg from 'pg';
import 'server-only';

/** A table and its columns, in the order of the catalog. */
export interface TableColumns {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Belongs to whoever migrates: a backup names the last migration instead. */
const HISTORY = '_prisma_migrations';

/**
 * What ends with a restore anyway, or is of the moment: sign-ins, links that let in, attempts, running nodes,
 * and who writes at a backend.
 * A backup names these tables and takes none of their rows.
 */
export const LEFT_OUT: readonly string[] = [
  'session',
  'one_time_link',
  'throttle',
  'node',
  'place_lease',
];

/** By name; all of them, also those that are left out. */
export async function listTables(client: pg.ClientBase): Promise<TableColumns[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>({
    text: `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> $1
              AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            GROUP BY c.relname ORDER BY c.relname COLLATE "C"`,
    values: [HISTORY],
  });
  return rows;
}

/** Such as `"secret" ("id", "name")`. */
export function columnsOf({ name, columns }: TableColumns): string {
  return `${pg.escapeIdentifier(name)} (${columns.map(pg.escapeIdentifier).join(', ')})`;
}
