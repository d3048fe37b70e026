// Asking workers to restart: their next heartbeat is told.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Tx } from '../connection/transaction';

/** Answers with those of them that are the app's and had not ended, by id; who was asked before keeps that. */
export async function askWorkers(
  tx: Tx,
  app: AuthorizedScope,
  { ids, by }: { readonly ids: readonly string[]; readonly by: string },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH wanted AS (
      SELECT id FROM worker
       WHERE id = ANY(${[...ids]}::uuid[]) AND app_id = ${app.id}::uuid AND brief_id IS NULL
         AND state <> 'ended'
       ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE worker SET asked_at = coalesce(asked_at, clock_timestamp()),
                      asked_by = coalesce(asked_by, ${by}), changed_at = clock_timestamp()
     WHERE id IN (SELECT id FROM wanted) RETURNING id`;
  return rows.map(({ id }) => id).sort();
}
