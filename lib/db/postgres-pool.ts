// Connections to the operator's PostgreSQL.

import { Socket } from 'node:net';
import pg from 'pg';
import 'server-only';
import { DatabaseRefusal } from './database-refusal';
import { prepareSession } from './session-settings';

const CONNECTIONS_MAX = 10;
const CONNECT_MS_MAX = 10_000;
const IDLE_MS_MAX = 30_000;

/** Longer than any statement may run, so it only ends connections whose network is gone. */
const SILENCE_MS_MAX = 45_000;

/** A pool for `url`; connects when first used. Throws DatabaseRefusal for a URL that is none. */
export function postgresPool(url: string): pg.Pool {
  refuseMalformed(url);
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    idleTimeoutMillis: IDLE_MS_MAX,
    keepAlive: true,
    keepAliveInitialDelayMillis: CONNECT_MS_MAX,
    onConnect: prepareSession,
  });
  pool.on('connect', (client) => {
    const socket = socketOf(client);
    socket?.setTimeout(SILENCE_MS_MAX, () => socket.destroy());
  });
  return pool;
}

/** Lets a statement of this connection run for as long as it needs, as migrations do. */
export async function waitWithoutLimit(client: pg.ClientBase): Promise<void> {
  socketOf(client)?.setTimeout(0);
  await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0');
}

function socketOf(client: pg.ClientBase): Socket | null {
  const connection: unknown = Reflect.get(client, 'connection');
  if (!(connection instanceof pg.Connection)) return null;
  return connection.stream instanceof Socket ? connection.stream : null;
}

function refuseMalformed(url: string): void {
  try {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new Error('not a PostgreSQL URL');
    new pg.Client({ connectionString: url });
  } catch {
    // The cause is left out: it may quote the password.
    throw new DatabaseRefusal(
      'url_malformed',
      'DATABASE_URL is not a PostgreSQL address.',
      'Write it as postgresql://user:password@host:5432/name, special characters percent-encoded.',
    );
  }
}
