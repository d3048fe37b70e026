// A whole audit log read back in its order, for whoever verifies it or takes it along.

import { setImmediate as turn } from 'node:timers/promises';
import 'server-only';
import type { Database } from '../connection/database';

/**
 * Number, text, leaf in hex, and the columns beside them, which nothing authenticates: the time in seconds,
 * action, actor, target and scope, with bars between.
 */
export type LogRow = readonly [number: string, text: string | null, leaf: string, index: string];

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
  readonly indexes: string;
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
                  encode(string_agg(leaf, ''), 'hex') AS leaves,
                  string_agg(index, E'\\x1e') AS indexes
             FROM (${PAGE}) page`,
    values: valuesOf(chainId, page),
    name: 'audit-log-joined',
  });
  const { numbers, texts, leaves, indexes } = joined.rows[0]!;
  if (numbers === null) return [];
  const all = numbers.split(',');
  const pieces = texts.split(BETWEEN);
  const columns = indexes.split(BETWEEN);
  const apart = [pieces, columns].every(({ length }) => length === all.length);
  if (!apart || leaves.length !== all.length * LEAF_DIGITS) {
    return readApart(database, chainId, page);
  }
  return all.map((number, index) => [
    number,
    pieces[index] || null,
    leaves.slice(index * LEAF_DIGITS, (index + 1) * LEAF_DIGITS),
    columns[index]!,
  ]);
}

const PAGE = `SELECT number, text, leaf, concat_ws('|', date_part('epoch', at)::text, action,
                      coalesce(actor_id::text, ''), coalesce(target_id::text, ''),
                      coalesce(scope_id::text, '')) AS index
                FROM audit_event
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
  const { rows } = await pool.query<[string, string | null, string, string]>({
    text: `SELECT number, text, encode(leaf, 'hex'), index FROM (${PAGE}) page ORDER BY number`,
    values: valuesOf(chainId, page),
    rowMode: 'array',
  } as never);
  return rows;
}
