// What the rotation board holds in sum, and what falls due in the coming quarter.

import 'server-only';
import type { RotationOutlook, RotationOutlookQuery } from '@/lib/contracts/rotation';
import { countOverdueRows, sumBoard } from '@/lib/db/rotation/board-sums';
import type { BoardSum } from '@/lib/db/rotation/board-sums';
import { dueAfter, ROTATION_STATUSES } from '@/lib/domain/rotation';
import type { Context } from '../context';
import { boardKeys, findRotationSight, readRotationSight } from './rotation-sight';

const WEEKS = 13;
const TENTHS = 10;

/** As `readRotationSight` says of rights. */
export async function readOutlook(
  ctx: Context,
  query: RotationOutlookQuery = {},
): Promise<RotationOutlook> {
  const { filter, keys } = await readRotationSight(ctx, query);
  const sums = await sumBoard(ctx.installation.database.prisma, filter, boardKeys(keys));
  const now = sums[0]?.now ?? new Date();
  const count = (fits: (sum: BoardSum) => boolean) =>
    sums.filter(fits).reduce((total, sum) => total + sum.count, 0);
  const counts = ROTATION_STATUSES.map((one) => [one, count(({ status }) => status === one)]);
  return {
    now: now.toISOString(),
    counts: Object.fromEntries(counts) as RotationOutlook['counts'],
    weeks: Array.from({ length: WEEKS }, (_, at) => ({
      from: dueAfter(now, 7 * at).toISOString(),
      to: dueAfter(now, 7 * (at + 1)).toISOString(),
      count: count(({ week }) => week === at),
    })),
    ages: Array.from({ length: TENTHS + 1 }, (_, at) => ({
      from: at / TENTHS,
      to: at === TENTHS ? null : (at + 1) / TENTHS,
      count: count(({ tenth }) => tenth === at),
    })),
  };
}

/** How many are overdue and not put off, of all that somebody may see; 0 for one who may see none. */
export async function countOverdue(ctx: Context): Promise<number> {
  const seen = await findRotationSight(ctx, {});
  if (!seen) return 0;
  return countOverdueRows(ctx.installation.database.prisma, seen.filter, boardKeys(seen.keys));
}
