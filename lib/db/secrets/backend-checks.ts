// When the backends of secrets were last asked for versions, and what came of it: claimed by a node, and noted.

import 'server-only';
import type { BackendSchedule, ExternalBackend } from '@/lib/domain/backend';
import type { Tx } from '../connection/transaction';

export interface DueCheck {
  readonly secretId: string;
  readonly organizationId: string;
  readonly connectorId: string;
  readonly backend: ExternalBackend;
  readonly reference: string;
  /** The current version, and how its backend calls it; null until it was seen. */
  readonly number: number;
  readonly known: string | null;
}

export interface DueWanted {
  /** Those that were asked longer ago than this, or never. */
  readonly seconds: number;
  readonly limit: number;
  /** Connectors that are left in peace for now. */
  readonly except: readonly string[];
}

/** At most `limit`, the longest due first; no other node takes them for as many seconds. */
export async function claimDueChecks(
  tx: Tx,
  { seconds, limit, except }: DueWanted,
): Promise<DueCheck[]> {
  return tx.$queryRaw<DueCheck[]>`
    WITH due AS (
      SELECT s.id FROM secret s
       WHERE s.connector_id IS NOT NULL AND s.connector_id <> ALL (${[...except]}::uuid[])
         AND s.deleted_at IS NULL AND s.current_version IS NOT NULL
         AND (s.backend_checked_at IS NULL
              OR s.backend_checked_at < now() - make_interval(secs => ${seconds}))
       ORDER BY s.backend_checked_at NULLS FIRST, s.id
       LIMIT ${limit}
         FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE secret s SET backend_checked_at = now() FROM due WHERE s.id = due.id
      RETURNING s.id, s.organization_id, s.connector_id, s.backend, s.reference, s.current_version
    )
    SELECT c.id AS "secretId", c.organization_id AS "organizationId",
           c.connector_id AS "connectorId", c.backend, c.reference, c.current_version AS number,
           v.backend_version AS known
      FROM claimed c
      JOIN secret_version v ON v.secret_id = c.id AND v.number = c.current_version
     ORDER BY c.id`;
}

export interface CheckRow {
  readonly secretId: string;
  readonly connectorId: string;
  readonly reference: string;
  /** Null where the backend answered. */
  readonly fault: string | null;
  readonly schedule: BackendSchedule | null;
}

/** Of secrets that refer to the same place still. Where the backend did not answer, its schedule stays. */
export async function noteChecks(tx: Tx, rows: readonly CheckRow[]): Promise<void> {
  const schedules = rows.map(({ schedule }) => schedule && JSON.stringify(schedule));
  await tx.$executeRaw`
    WITH noted AS (
      SELECT * FROM unnest(
        ${rows.map((one) => one.secretId)}::uuid[], ${rows.map((one) => one.connectorId)}::uuid[],
        ${rows.map((one) => one.reference)}::text[], ${rows.map((one) => one.fault)}::text[],
        ${schedules}::text[]) AS t (secret_id, connector_id, reference, fault, schedule)
    ), held AS (
      SELECT s.id, t.fault, t.schedule FROM secret s JOIN noted t ON t.secret_id = s.id
         AND t.connector_id = s.connector_id AND t.reference = s.reference
       ORDER BY s.id FOR UPDATE OF s
    )
    UPDATE secret s
       SET backend_checked_at = now(), backend_fault = h.fault,
           backend_schedule = CASE WHEN h.fault IS NULL THEN h.schedule::jsonb
                                   ELSE s.backend_schedule END
      FROM held h WHERE h.id = s.id`;
}
