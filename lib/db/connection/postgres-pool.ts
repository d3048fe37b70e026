// Connections to the operator's PostgreSQL.

import { Socket } from 'node:net';
import pg from 'pg';
import 'server-only';
import { DatabaseRefusal } from './database-refusal';
import { prepareServerSession } from './session-settings';

const CONNECTIONS_MAX = 10;

export interface ConnectionLimits {
  /** How long to wait for a new connection, or for a free one. */
  readonly connectMs: number;
  /** How long an unused connection is kept. */
  readonly idleMs: number;
  /** Longer than any statement may run, so it only ends connections whose network is gone. */
  readonly silenceMs: number;
}

const LIMITS: ConnectionLimits = { connectMs: 10_000, idleMs: 30_000, silenceMs: 45_000 };

/** A pool for `url`; connects when first used. Throws DatabaseRefusal for a URL that is none. */
export function postgresPool(url: string, limits: ConnectionLimits = LIMITS): pg.Pool {
  refuseMalformed(url);
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: limits.connectMs,
    idleTimeoutMillis: limits.idleMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: limits.connectMs,
    onConnect: prepareServerSession,
  });
  // It holds the password, and pools end up in logs.
  Object.defineProperty(pool.options, 'connectionString', { enumerable: false });
  pool.on('connect', (client) => {
    const socket = socketOf(client);
    socket?.setTimeout(limits.silenceMs, () => socket.destroy());
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
