// What every connection is set to before its first use, whatever the server's own defaults are.

import type pg from 'pg';
import 'server-only';

const STATEMENT_SECONDS_MAX = 30;
const IDLE_IN_TRANSACTION_SECONDS_MAX = 60;

/**
 * UTC and ISO dates because the adapter writes and reads times without their zone; READ COMMITTED
 * because the lock order is built on it.
 */
const SETTINGS = `
  set application_name = 'keystow';
  set timezone = 'UTC';
  set datestyle = 'ISO, YMD';
  set bytea_output = 'hex';
  set search_path = public;
  set client_min_messages = 'warning';
  set default_transaction_isolation = 'read committed'`;

/**
 * Time-outs free the locks of a node that is cut off. Compiling a statement costs far more than any of ours
 * takes, and estimates of nested queries ask for it.
 */
const OF_SERVER = `
  set jit = off;
  set statement_timeout = '${STATEMENT_SECONDS_MAX}s';
  set idle_in_transaction_session_timeout = '${IDLE_IN_TRANSACTION_SECONDS_MAX}s'`;

/** For the embedded database, where no other session waits for locks; runs once per connection. */
export async function prepareEmbeddedSession(client: pg.ClientBase): Promise<void> {
  await prepare(client, SETTINGS);
}

/** For a server, once per connection. */
export async function prepareServerSession(client: pg.ClientBase): Promise<void> {
  await prepare(client, `${SETTINGS};${OF_SERVER}`);
}

/** An error between two queries ends the connection, and must not end the process. */
async function prepare(client: pg.ClientBase, settings: string): Promise<void> {
  client.on('error', () => undefined);
  await client.query(settings);
}
