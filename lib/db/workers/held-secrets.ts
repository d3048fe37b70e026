// Which workers hold the values of secrets now, in sum and by host.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { Prisma } from '../generated/client.ts';
import type { Reader } from '../connection/transaction';
import { HERE } from './worker-list';

export interface HeldSecretRow {
  readonly secretId: string;
  /** Workers that are there and hold a value of it; of an alias, under its name. */
  readonly workers: number;
  /** Of these, those whose version is not the one they would be handed now. */
  readonly stale: number;
}

/** What workers `w` of the organization hold of the secrets `s` of the scope with these ids. */
function holding(scope: AuthorizedScope, secretIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    worker w
    JOIN delivery_item i ON i.delivery_id = w.delivery_id
    JOIN LATERAL (VALUES (i.source_id), (i.winner_id)) named(id)
      ON named.id = ANY (${[...secretIds]}::uuid[])
    JOIN secret s ON s.id = named.id AND s.scope_id = ${scope.id}::uuid
   WHERE w.organization_id = ${scope.organizationId}::uuid AND ${HERE}`;
}

/** Those of the secrets that a worker holds, in one statement. */
export async function countHeldSecrets(
  reader: Reader,
  scope: AuthorizedScope,
  secretIds: readonly string[],
): Promise<HeldSecretRow[]> {
  return reader.$queryRaw<HeldSecretRow[]>`
    SELECT held.id AS "secretId", count(DISTINCT held.worker_id)::int AS workers,
           (count(DISTINCT held.worker_id) FILTER (WHERE
             t.deleted_at IS NOT NULL OR held.version IS DISTINCT FROM
             CASE WHEN held.staged THEN coalesce(t.staged_version, t.current_version)
                  ELSE t.current_version END))::int AS stale
      FROM (SELECT s.id, w.id AS worker_id, w.staged, i.source_id, i.version
              FROM ${holding(scope, secretIds)}) held
      JOIN secret t ON t.id = held.source_id
     GROUP BY held.id`;
}

export interface HoldingWorkerRow {
  readonly host: string;
  readonly command: string;
  readonly appPath: string;
}

/** The workers that hold a value of the secret, at most `limit`, by app and host. */
export async function listHoldingWorkers(
  reader: Reader,
  scope: AuthorizedScope,
  secretId: string,
  limit: number,
): Promise<HoldingWorkerRow[]> {
  return reader.$queryRaw<HoldingWorkerRow[]>`
    SELECT k.host, k.command, a.path AS "appPath"
      FROM worker k JOIN scope a ON a.id = k.app_id
     WHERE k.id IN (SELECT w.id FROM ${holding(scope, [secretId])})
     ORDER BY a.path COLLATE "C", k.host, k.id LIMIT ${limit}`;
}
