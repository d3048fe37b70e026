// What a backup is restored into: empty, or what somebody said may be replaced.

import pg from 'pg';
import 'server-only';
import type { DatabaseKind } from '../connection/database';
import { DatabaseRefusal } from '../connection/database-refusal';
import { NODE_ALIVE_SECONDS } from '../keys/nodes';

/** How many events a log had in the database that was replaced. */
export interface FormerLog {
  readonly chainId: string;
  readonly size: bigint;
}

/** What a restore finds in its place. */
export interface FormerConsole {
  /** Null where none was set up. */
  readonly installationId: string | null;
  readonly logs: readonly FormerLog[];
}

const NOBODY: FormerConsole = { installationId: null, logs: [] };

const HISTORY = '_prisma_migrations';
/** Of the first migration. */
const OURS = ['installation', 'root_key_wrap', 'sealed_value', 'audit_head'];

const OF_EXTENSIONS = `SELECT FROM pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e'`;

/** Deletes the console that was there, if any. Throws DatabaseRefusal. */
export async function clearTarget(
  client: pg.ClientBase,
  replace: boolean,
  kind: DatabaseKind,
): Promise<FormerConsole> {
  const tables = await namesOf(
    client,
    `SELECT o.relname AS name FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
      WHERE n.nspname = 'public' AND o.relkind IN ('r', 'p', 'v', 'm') AND NOT EXISTS (${OF_EXTENSIONS})`,
  );
  if (tables.length === 0) return NOBODY;
  // Other programs have a table of their migrations as well.
  const isOurs = tables.length === 1 || OURS.every((name) => tables.includes(name));
  if (!tables.includes(HISTORY) || !isOurs) {
    const foreign = tables.find((name) => name !== HISTORY);
    throw new DatabaseRefusal(
      'foreign_tables',
      `The database holds tables that are not Keystow's, such as ${foreign}.`,
      'Restore into a database of its own.',
    );
  }
  const used =
    tables.includes('installation') && (await hasRows(client, 'SELECT FROM installation'));
  if (used && !replace) {
    throw new DatabaseRefusal(
      'not_empty',
      'There is a console in that database already.',
      'Restore into an empty one; or pass --replace, which deletes what is there.',
    );
  }
  if (kind === 'postgres' && tables.includes('node')) await refuseRunning(client);
  const logs = tables.includes('audit_head') ? await formerLogs(client) : [];
  const [installationId = null] = used
    ? await namesOf(client, 'SELECT id::text AS name FROM installation')
    : [];
  await dropAll(client, tables);
  return { installationId, logs };
}

/** The embedded one has its folder's lock in place of that. */
async function refuseRunning(client: pg.ClientBase): Promise<void> {
  const alive = `SELECT FROM node WHERE heartbeat_at > now() - make_interval(secs => ${NODE_ALIVE_SECONDS})`;
  if (!(await hasRows(client, alive))) return;
  throw new DatabaseRefusal(
    'console_running',
    'A console runs on that database.',
    `Stop it; where it ended without a word, wait for ${NODE_ALIVE_SECONDS} s.`,
  );
}

async function formerLogs(client: pg.ClientBase): Promise<FormerLog[]> {
  const { rows } = await client.query<{ chainId: string; size: string }>(
    'SELECT chain_id AS "chainId", size FROM audit_head',
  );
  return rows.map(({ chainId, size }) => ({ chainId, size: BigInt(size) }));
}

async function dropAll(client: pg.ClientBase, tables: readonly string[]): Promise<void> {
  await client.query(`DROP TABLE ${tables.map(pg.escapeIdentifier).join(', ')} CASCADE`);
  const types = await namesOf(
    client,
    `SELECT o.typname AS name FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace
      WHERE n.nspname = 'public' AND o.typtype = 'e' AND NOT EXISTS (${OF_EXTENSIONS})`,
  );
  if (types.length > 0) {
    await client.query(`DROP TYPE ${types.map(pg.escapeIdentifier).join(', ')}`);
  }
}

async function namesOf(client: pg.ClientBase, query: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(query);
  return rows.map(({ name }) => name);
}

async function hasRows(client: pg.ClientBase, query: string): Promise<boolean> {
  return (await client.query(`${query} LIMIT 1`)).rowCount === 1;
}
