// What every connection is set to before its first use, whatever the server's own defaults are.

import type pg from 'pg';
import 'server-only';

const STATEMENT_SECONDS_MAX = 30;
const IDLE_IN_TRANSACTION_SECONDS_MAX = 60;

/**
 * UTC and ISO dates because the adapter writes and reads times without their zone; READ COMMITTED
 * because the lock order is built on it; the time-outs free the locks of a node that is cut off.
 */
const SETTINGS = `
  set application_name = 'keystow';
  set timezone = 'UTC';
  set datestyle = 'ISO, YMD';
  set bytea_output = 'hex';
  set search_path = public;
  set client_min_messages = 'warning';
  set default_transaction_isolation = 'read committed';
  set statement_timeout = '${STATEMENT_SECONDS_MAX}s';
  set idle_in_transaction_session_timeout = '${IDLE_IN_TRANSACTION_SECONDS_MAX}s'`;

/** Runs once per connection. An error between two queries then ends this connection, not the process. */
export async function prepareSession(client: pg.ClientBase): Promise<void> {
  client.on('error', () => undefined);
  await client.query(SETTINGS);
}
