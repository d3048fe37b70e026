// Workers that hold values of the secrets of a guided rotation, those that fell silent unseen among them.

import 'server-only';
import type { WorkerState } from '@/lib/domain/worker';
import type { Reader } from '../connection/transaction';
import { HERE, MISSING } from '../workers/worker-list';

export interface RunWorkerRow {
  readonly secretId: string;
  readonly id: string;
  readonly appPath: string;
  readonly host: string;
  readonly command: string;
  readonly state: WorkerState;
  /** Since its last heartbeat. */
  readonly silentSeconds: number;
  readonly version: number;
  readonly newest: boolean;
  /** Of all that hold the secret, also beyond the limit; stale ones hold another than the new version. */
  readonly workers: number;
  readonly stale: number;
}

/**
 * At most `limit` of each secret, those with another than the new version first. A worker that holds a secret
 * under several names, through aliases or an integration, counts once.
 */
export async function listRunWorkers(
  reader: Reader,
  run: { readonly id: string; readonly organizationId: string },
  limit: number,
): Promise<RunWorkerRow[]> {
  return reader.$queryRaw<RunWorkerRow[]>`
    WITH held AS (
      SELECT i.source_id AS secret_id, w.id AS worker_id, t.promoted_at,
             min(i.version) FILTER (WHERE i.version IS DISTINCT FROM t.new_version) AS other,
             min(i.version) AS version
        FROM rotation_item t
        JOIN delivery_item i ON i.source_id = t.secret_id
        JOIN worker w ON w.delivery_id = i.delivery_id
       WHERE t.run_id = ${run.id}::uuid AND w.organization_id = ${run.organizationId}::uuid
         AND ((${HERE}) OR (${MISSING}))
       GROUP BY i.source_id, w.id, t.promoted_at
    ), counted AS (
      SELECT held.*, (count(*) OVER of_secret)::int AS workers,
             (count(*) FILTER (WHERE other IS NOT NULL AND promoted_at IS NOT NULL)
                OVER of_secret)::int AS stale,
             row_number() OVER (PARTITION BY secret_id
                                    ORDER BY (other IS NOT NULL) DESC, worker_id) AS place
        FROM held WINDOW of_secret AS (PARTITION BY secret_id)
    )
    SELECT counted.secret_id AS "secretId", w.id, a.path AS "appPath", w.host, w.command,
           w.state::text AS state,
           extract(epoch FROM now() - w.heartbeat_at)::float8 AS "silentSeconds",
           COALESCE(counted.other, counted.version) AS version, counted.other IS NULL AS newest,
           counted.workers, counted.stale
      FROM counted
      JOIN worker w ON w.id = counted.worker_id
      JOIN scope a ON a.id = w.app_id
     WHERE counted.place <= ${limit}
     ORDER BY counted.secret_id, counted.place`;
}
