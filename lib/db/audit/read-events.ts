// Audit events read back: filtered in pages for people, whole and in order for whoever verifies.

import { setImmediate as turn } from 'node:timers/promises';
import 'server-only';
import { Prisma } from '../generated/client.ts';
import type { Database } from '../connection/database';
import type { Reader } from '../connection/transaction';

export interface AuditFilter {
  /** This scope and below; undefined: the whole log. */
  readonly scopeId?: string | undefined;
  /** One action, or with a dot at its end the beginning of some. */
  readonly action?: string | undefined;
  readonly actorId?: string | undefined;
  readonly targetId?: string | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

export interface EventListRow {
  readonly number: bigint;
  readonly text: string | null;
  readonly at: Date;
  readonly action: string;
}

/** Newest first, of numbers below `below`; read along the primary key or the index of actor or target. */
export async function listEventRows(
  reader: Reader,
  chainId: string,
  filter: AuditFilter,
  page: { readonly below?: bigint | undefined; readonly limit: number },
): Promise<EventListRow[]> {
  const conditions = [...conditionsOf(chainId, filter)];
  if (page.below !== undefined) conditions.push(Prisma.sql`number < ${page.below}`);
  return reader.$queryRaw<EventListRow[]>`
    SELECT number, text, at, action FROM audit_event
     WHERE ${Prisma.join(conditions, ' AND ')}
     ORDER BY number DESC LIMIT ${page.limit}`;
}

function* conditionsOf(chainId: string, filter: AuditFilter): Generator<Prisma.Sql> {
  const { scopeId, action, actorId, targetId, since, until } = filter;
  yield Prisma.sql`chain_id = ${chainId}::uuid`;
  if (scopeId !== undefined) {
    yield Prisma.sql`scope_id IN (SELECT id FROM scope WHERE lineage @> ARRAY[${scopeId}::uuid])`;
  }
  if (action?.endsWith('.')) yield Prisma.sql`starts_with(action, ${action})`;
  else if (action !== undefined) yield Prisma.sql`action = ${action}`;
  if (actorId !== undefined) yield Prisma.sql`actor_id = ${actorId}::uuid`;
  if (targetId !== undefined) yield Prisma.sql`target_id = ${targetId}::uuid`;
  if (since !== undefined) yield Prisma.sql`at >= ${since}`;
  if (until !== undefined) yield Prisma.sql`at < ${until}`;
}

/** Number, text and leaf, which is in hex. */
export type LogRow = readonly [number: string, text: string | null, leaf: string];

interface LogPage {
  /** The number of the last event before; 0 for the beginning. */
  readonly after: number;
  readonly upTo: bigint;
  readonly limit: number;
}

/**
 * A log in its order, in batches of at most `limit`; the next is read while one is used. On the pool:
 * a million rows through Prisma would take longer than to verify them.
 */
export async function* readLogBatches(
  database: Database,
  chainId: string,
  page: LogPage,
): AsyncGenerator<readonly LogRow[]> {
  let next = readLogRows(database, chainId, page);
  for (;;) {
    const rows = await next;
    const last = rows.at(-1);
    if (!last) return;
    next = readLogRows(database, chainId, { ...page, after: Number(last[0]) });
    // Whoever stops in between does not wait for it.
    next.catch(() => undefined);
    // The question leaves before whoever takes the rows keeps the thread busy.
    await turn();
    yield rows;
  }
}

interface JoinedPage {
  readonly numbers: string | null;
  readonly texts: string;
  readonly leaves: string;
}

/** No canonical JSON has it. */
const BETWEEN = '\u001e';
const LEAF_DIGITS = 64;

/**
 * As one row for all of them: to take a million rows from the protocol one by one costs more than to hash
 * them. Where somebody put something there that cannot be told apart so, the rows are read one by one.
 */
async function readLogRows(
  database: Database,
  chainId: string,
  page: LogPage,
): Promise<readonly LogRow[]> {
  if (page.after >= page.upTo) return [];
  const joined = await database.pool.query<JoinedPage>({
    text: `SELECT string_agg(number::text, ',') AS numbers,
                  string_agg(coalesce(text, ''), E'\\x1e') AS texts,
                  encode(string_agg(leaf, ''), 'hex') AS leaves
             FROM (${PAGE}) page`,
    values: valuesOf(chainId, page),
    name: 'audit-log-joined',
  });
  const { numbers, texts, leaves } = joined.rows[0]!;
  if (numbers === null) return [];
  const all = numbers.split(',');
  const pieces = texts.split(BETWEEN);
  if (pieces.length !== all.length || leaves.length !== all.length * LEAF_DIGITS) {
    return readApart(database, chainId, page);
  }
  return all.map((number, index) => [
    number,
    pieces[index] || null,
    leaves.slice(index * LEAF_DIGITS, (index + 1) * LEAF_DIGITS),
  ]);
}

const PAGE = `SELECT number, text, leaf FROM audit_event
               WHERE chain_id = $1 AND number > $2 AND number <= $3
               ORDER BY number LIMIT $4`;

function valuesOf(chainId: string, { after, upTo, limit }: LogPage): unknown[] {
  return [chainId, after, upTo, limit];
}

async function readApart(
  { pool }: Database,
  chainId: string,
  page: LogPage,
): Promise<readonly LogRow[]> {
  const { rows } = await pool.query<[string, string | null, string]>({
    text: `SELECT number, text, encode(leaf, 'hex') FROM (${PAGE}) page ORDER BY number`,
    values: valuesOf(chainId, page),
    rowMode: 'array',
  } as never);
  return rows;
}
