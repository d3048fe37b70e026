// What a PostgreSQL server has to be before anything is stored in it.

import type pg from 'pg';
import 'server-only';
import { z } from 'zod';
import { DatabaseRefusal } from './database-refusal';
import { sqlStateOf } from './sql-state';

const VERSION_MIN = 14;

const facts = z.tuple([
  z.object({ version: z.number(), encoding: z.string(), standby: z.boolean() }),
]);

/** The refusal behind an error of the first connection, or null when it is none. */
export function refusedSignIn(error: unknown): DatabaseRefusal | null {
  const state = sqlStateOf(error);
  if (state === '3D000') {
    return new DatabaseRefusal(
      'sign_in_refused',
      'The server has no database of the name in DATABASE_URL.',
      'Create it, empty and in UTF8, or correct the name.',
    );
  }
  if (state === '28000' || state === '28P01') {
    return new DatabaseRefusal(
      'sign_in_refused',
      'The server does not accept the user and password of DATABASE_URL.',
      'Correct them, percent-encoding special characters, or let the user in (pg_hba.conf).',
    );
  }
  return null;
}

/** Throws DatabaseRefusal for an old server, another encoding than UTF-8, or a standby. */
export async function refuseUnsuitable(client: pg.ClientBase): Promise<void> {
  const result = await client.query(
    `select current_setting('server_version_num')::int / 10000 as version,
            current_setting('server_encoding') as encoding,
            pg_is_in_recovery() as standby`,
  );
  const [server] = facts.parse(result.rows);
  if (server.version < VERSION_MIN) {
    throw new DatabaseRefusal(
      'server_unsuitable',
      `The server is PostgreSQL ${server.version}.`,
      `Use PostgreSQL ${VERSION_MIN} or later.`,
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new DatabaseRefusal(
      'server_unsuitable',
      `The database is encoded in ${server.encoding}.`,
      "Create it anew with ENCODING 'UTF8'.",
    );
  }
  if (server.standby) {
    throw new DatabaseRefusal(
      'server_unsuitable',
      'The server is a standby and only reads.',
      'Point DATABASE_URL at the primary.',
    );
  }
}
