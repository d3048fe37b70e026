// Lists guided rotations, newest first.

import 'server-only';
import type { ListRunsQuery, RunList } from '@/lib/contracts/rotation-run';
import { listRunRows } from '@/lib/db/rotation-runs/runs';
import { KeystowError } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { anyKind, authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import { rootsWith } from '../access/roots-with';
import { memberOf } from '../context';
import type { Context } from '../context';
import { runSummary } from './run-summary';

const RUNS_PER_PAGE = 50;
const LISTS = 'secrets:list';

/**
 * Needs `secrets:list` on the scope, or somewhere where none is named: then all are listed where it is held.
 * Those with names beyond a token's are left out. Nothing is assigned to a token. Throws 400 for an `after` that
 * is none.
 */
export async function listRuns(ctx: Context, query: ListRunsQuery = {}): Promise<RunList> {
  const member = memberOf(ctx);
  const after = query.after === undefined ? undefined : fromTypeId(['rotationRun'], query.after);
  if (after === null) throw new KeystowError('invalid_shape', 'Send `after` as `next` was.');
  const limit = query.limit ?? RUNS_PER_PAGE;
  const rows = await listRunRows(ctx.installation.database.prisma, {
    organizationId: member.organizationId,
    roots:
      query.scope === undefined
        ? await rootsWith(ctx, LISTS)
        : [(await authorize(ctx, anyKind(query.scope), LISTS, LEFT_OUT)).id],
    namePatterns: namePatternsOf(ctx),
    state: query.state,
    assigneeId: query.assigned === undefined ? undefined : member.id,
    after,
    limit: limit + 1,
  });
  const items = rows.slice(0, limit).map(runSummary);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
