// Audit events read back: filtered in pages for people, whole and in order for whoever verifies.

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

/** Number, text and leaf. */
export type LogRow = readonly [number: string, text: string | null, leaf: Uint8Array];

/**
 * The next events of a log in their order. On the pool: a million rows through Prisma would take
 * longer than to verify them.
 */
export async function readLogRows(
  { pool }: Database,
  chainId: string,
  page: { readonly after: number; readonly upTo: bigint; readonly limit: number },
): Promise<LogRow[]> {
  const { rows } = await pool.query<[string, string | null, Uint8Array]>({
    text: `SELECT number, text, leaf FROM audit_event
            WHERE chain_id = $1 AND number > $2 AND number <= $3
            ORDER BY number LIMIT $4`,
    values: [chainId, page.after, page.upTo, page.limit],
    rowMode: 'array',
    name: 'audit-log-rows',
  } as never);
  return rows;
}
