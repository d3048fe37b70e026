// Audit events read back for people: filtered, in pages.

import 'server-only';
import { Prisma } from '../generated/client.ts';
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
