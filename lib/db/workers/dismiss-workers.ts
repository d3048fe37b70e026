// Dismissing workers that are gone: boards keep them no longer, until they are heard again.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Tx } from '../connection/transaction';
import { MISSING } from './worker-list';

/** Answers with those of them that were the app's and missing, in the order of ids. */
export async function dismissMissing(
  tx: Tx,
  app: AuthorizedScope,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH wanted AS (
      SELECT w.id FROM worker w
       WHERE w.id = ANY(${[...ids]}::uuid[]) AND w.app_id = ${app.id}::uuid AND ${MISSING}
       ORDER BY w.id FOR NO KEY UPDATE
    )
    UPDATE worker w SET dismissed_at = clock_timestamp(), changed_at = clock_timestamp()
      FROM wanted WHERE w.id = wanted.id RETURNING w.id`;
  return rows.map(({ id }) => id).sort();
}
