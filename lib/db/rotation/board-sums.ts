// Sums of the board: rows by status, by the week in which they are due, and by age.

import 'server-only';
import type { RotationStatus } from '@/lib/domain/rotation';
import type { Reader } from '../connection/transaction';
import { rowsOf } from './rotation-board';
import type { BoardKey, RotationFilter } from './rotation-board';

export interface BoardSum {
  readonly now: Date;
  readonly status: RotationStatus;
  /** Which of the weeks from now on it is due in, from 0; null where it was due before or never is. */
  readonly week: number | null;
  /** Whole tenths of its window that it is old, 10 and above as 10; null without a window. */
  readonly tenth: number | null;
  readonly count: number;
}

/** How many rows there are of each status, week and tenth; none where there is nothing. */
export async function sumBoard(
  reader: Reader,
  filter: RotationFilter,
  keys: readonly BoardKey[],
): Promise<BoardSum[]> {
  return reader.$queryRaw<BoardSum[]>`
    SELECT now() AS now, status, week, tenth, count(*)::int AS count
      FROM (SELECT status,
                   CASE WHEN due_at > now() AND due_at < 'infinity'
                        THEN floor(extract(epoch FROM due_at - now()) / 604800)::int END AS week,
                   CASE WHEN window_days IS NOT NULL
                        THEN least(floor(extract(epoch FROM now() - since) / 8640 / window_days), 10)::int
                        END AS tenth
              FROM (${rowsOf(filter, keys)}) listed) summed
     GROUP BY status, week, tenth`;
}

/** How many are overdue and not put off. */
export async function countOverdueRows(
  reader: Reader,
  filter: RotationFilter,
  keys: readonly BoardKey[],
): Promise<number> {
  const rows = await reader.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (${rowsOf(filter, keys)}) listed WHERE status = 'overdue'`;
  return rows[0]?.count ?? 0;
}
