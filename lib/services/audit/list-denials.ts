// Who was refused what, where and how often: the refusals of a log, counted.

import 'server-only';
import type { AuditDenials, ListDenialsQuery } from '@/lib/contracts/audit-denials';
import { countDenials, countDenialsByPart } from '@/lib/db/audit/denial-counts';
import type { DenialCountRow } from '@/lib/db/audit/denial-counts';
import { ruleBroken } from '@/lib/domain/errors';
import { toTypeId } from '@/lib/domain/ids';
import type { IdKind } from '@/lib/domain/ids';
import type { Context } from '../context';
import { readableLog } from './audit-access';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS_DEFAULT = 7;
const DAYS_MAX = 400;
const GROUPS_MAX = 100;
/** Up to this long a span is told by the hour. */
const BY_HOUR_MS = 2 * DAY_MS;

/**
 * Needs `audit:read` (`readableLog`). The last week where no time is given; told by the hour up to two
 * days, else by the day from `since`. Throws 422 for a span that ends before it begins or is too long.
 */
export async function listDenials(ctx: Context, query: ListDenialsQuery): Promise<AuditDenials> {
  const { chainId, scopeId } = await readableLog(ctx, query.log, query.scope);
  const until = query.until === undefined ? new Date() : new Date(query.until);
  const since =
    query.since === undefined
      ? new Date(until.getTime() - DAYS_DEFAULT * DAY_MS)
      : new Date(query.since);
  const length = until.getTime() - since.getTime();
  if (length <= 0 || length > DAYS_MAX * DAY_MS) {
    throw ruleBroken('/since', 'span', `Ask for at most ${DAYS_MAX} days, from first to last.`);
  }
  const partMs = length <= BY_HOUR_MS ? HOUR_MS : DAY_MS;
  const parts = Math.ceil(length / partMs);
  const end = new Date(since.getTime() + parts * partMs);
  const span = { since, until: end, parts, scopeId };
  const { prisma } = ctx.installation.database;
  const rows = await countDenials(prisma, chainId, span, GROUPS_MAX);
  const byPart = await countDenialsByPart(prisma, chainId, span);
  return {
    since: since.toISOString(),
    until: end.toISOString(),
    partSeconds: partMs / 1000,
    counts: Array.from({ length: parts }, (_, at) => byPart.get(at + 1) ?? 0),
    items: rows.map(viewOf),
    next: null,
  };
}

function viewOf(row: DenialCountRow): AuditDenials['items'][number] {
  const { actorKind, actorName, permission, scopePath, count, last } = row;
  const scopeId = shown(row.scopeKind, row.scopeId);
  return {
    actor: { kind: actorKind, id: shown(actorKind, row.actorId), name: actorName },
    permission,
    scope: scopeId === null ? null : { id: scopeId, path: scopePath ?? '' },
    count,
    last: last.toISOString(),
  };
}

function shown(kind: string | null, id: string | null): string | null {
  return kind === null || id === null ? null : toTypeId(kind as IdKind, id);
}
