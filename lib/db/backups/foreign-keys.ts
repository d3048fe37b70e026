// Rows that refer to one another in circles are loaded without their foreign keys, which are checked after.

import pg from 'pg';
import 'server-only';

/** The returned function puts them back, each checking every row. */
export async function dropForeignKeys(client: pg.ClientBase): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT c.relname AS table, k.conname AS name, pg_get_constraintdef(k.oid) AS definition
       FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND k.contype = 'f' ORDER BY c.relname, k.conname`,
  );
  const keys = rows.map(({ table, name, definition }) => ({
    of: `ALTER TABLE ${pg.escapeIdentifier(table)}`,
    named: `CONSTRAINT ${pg.escapeIdentifier(name)}`,
    definition,
  }));
  for (const { of, named } of keys) await client.query(`${of} DROP ${named}`);
  return async () => {
    for (const { of, named, definition } of keys) {
      await client.query(`${of} ADD ${named} ${definition}`);
    }
  };
}
