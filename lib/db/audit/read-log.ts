// A whole audit log read back in its order, for whoever verifies it or takes it along.

import { setImmediate as turn } from 'node:timers/promises';
import 'server-only';
import type { Database } from '../connection/database';

/**
 * Number, text, leaf in hex where the text was erased, and the columns beside them, which nothing
 * authenticates: the time as PostgreSQL writes it (ISO, UTC), action, actor, target and scope, with bars
 * between.
 */
export type LogRow = readonly [
  number: number,
  text: string | null,
  leaf: string | null,
  index: string,
];

export interface LogBatch {
  readonly rows: readonly LogRow[];
  /** SHA-256 in hex of all leaves in their order, 32 bytes each: one comparison for all (`readLeaves`). */
  readonly leaves: string;
}

interface LogPage {
  /** The number of the last event before; 0 for the beginning. */
  readonly after: number;
  readonly upTo: bigint;
  readonly limit: number;
}

/**
 * A log in its order, in batches of at most `limit`; the next is on its way while one is used, for the server
 * has a processor of its own. On the pool: a million rows through Prisma would take longer than to verify them.
 */
export async function* readLogBatches(
  database: Database,
  chainId: string,
  page: LogPage,
): AsyncGenerator<LogBatch> {
  let next: Promise<Joined> | null = null;
  for (let after: number | null = page.after; after !== null && after < page.upTo;) {
    const asked: LogPage = { ...page, after };
    const joined = await (next ?? askJoined(database, chainId, asked));
    next = null;
    if (joined.first === null) {
      after = await findNextAfter(database, chainId, asked);
      continue;
    }
    after += page.limit;
    if (after < page.upTo) {
      // Numbers have no gaps, so the next question needs no answer of this one, not even taken apart.
      next = askJoined(database, chainId, { ...page, after });
      // Whoever stops in between does not wait for it.
      next.catch(() => undefined);
      // The question leaves before whoever takes the rows keeps the thread busy.
      await turn();
    }
    const rows = takenApart(joined) ?? (await readApart(database, chainId, asked));
    yield { rows, leaves: joined.leaves };
  }
}

interface Joined {
  /** Null where there is no event. */
  readonly first: string | null;
  readonly last: string;
  readonly texts: string;
  readonly leaves: string;
  /** The leaves of what was erased, in hex, one behind the other. */
  readonly erased: string | null;
  readonly indexes: string;
}

/** No canonical JSON has it. */
const BETWEEN = '\u001e';
const LEAF_DIGITS = 64;

/** As one row for all: to take a million rows from the protocol one by one costs more than to hash them. */
async function askJoined({ pool }: Database, chainId: string, page: LogPage): Promise<Joined> {
  const joined = await pool.query<Joined>({
    text: `SELECT min(number) AS first, max(number) AS last,
                  string_agg(coalesce(text, ''), E'\\x1e') AS texts,
                  encode(sha256(string_agg(leaf, '')), 'hex') AS leaves,
                  string_agg(encode(leaf, 'hex'), '') FILTER (WHERE text IS NULL) AS erased,
                  string_agg(index, E'\\x1e') AS indexes
             FROM (${PAGE}) page`,
    values: valuesOf(chainId, page),
    name: 'audit-log-joined',
  });
  return joined.rows[0]!;
}

/** Null where numbers are missing, or somebody put something there that cannot be told apart so. */
function takenApart({ first, last, texts, erased, indexes }: Joined): LogRow[] | null {
  const count = Number(last) - Number(first) + 1;
  const pieces = texts.split(BETWEEN);
  const columns = indexes.split(BETWEEN);
  const gone = erased ?? '';
  if (pieces.length !== count || columns.length !== count) return null;
  let from = 0;
  const rows = pieces.map((piece, index): LogRow => {
    const leaf = piece ? null : gone.slice(from, (from += LEAF_DIGITS));
    return [Number(first) + index, piece || null, leaf, columns[index]!];
  });
  return from === gone.length ? rows : null;
}

const PAGE = `SELECT number, text, leaf, concat_ws('|', at::text, action,
                      coalesce(actor_id::text, ''), coalesce(target_id::text, ''),
                      coalesce(scope_id::text, '')) AS index
                FROM audit_event
               WHERE chain_id = $1 AND number > $2 AND number <= $3
               ORDER BY number`;

function valuesOf(chainId: string, { after, upTo, limit }: LogPage): unknown[] {
  const to = BigInt(after) + BigInt(limit);
  return [chainId, after, to < upTo ? to : upTo];
}

async function readApart({ pool }: Database, chainId: string, page: LogPage): Promise<LogRow[]> {
  const { rows } = await pool.query<[string, string | null, string | null, string]>({
    text: `SELECT number, text, CASE WHEN text IS NULL THEN encode(leaf, 'hex') END, index
             FROM (${PAGE}) page ORDER BY number`,
    values: valuesOf(chainId, page),
    rowMode: 'array',
  } as never);
  return rows.map(([number, ...rest]) => [Number(number), ...rest]);
}

/** The stored leaves of the events `from` to `to`, in hex by number. */
export async function readLeaves(
  { pool }: Database,
  chainId: string,
  [from, to]: readonly [from: number, to: number],
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await pool.query<{ number: string; leaf: string }>({
    text: `SELECT number, encode(leaf, 'hex') AS leaf FROM audit_event
            WHERE chain_id = $1 AND number BETWEEN $2 AND $3`,
    values: [chainId, from, to],
  });
  return new Map(rows.map(({ number, leaf }) => [Number(number), leaf]));
}

/** From where to read on over a gap; null where nothing comes any more. */
async function findNextAfter(
  { pool }: Database,
  chainId: string,
  { after, upTo }: LogPage,
): Promise<number | null> {
  const { rows } = await pool.query<{ number: string | null }>({
    text: `SELECT min(number) AS number FROM audit_event
            WHERE chain_id = $1 AND number > $2 AND number <= $3`,
    values: [chainId, after, upTo],
  });
  const number = rows[0]?.number ?? null;
  return number === null ? null : Number(number) - 1;
}
