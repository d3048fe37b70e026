// Which workers hold the values of secrets now, in sum and by host.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { Prisma } from '../generated/client.ts';
import type { Reader } from '../connection/transaction';
import type { Holding } from './differences';
import { HERE } from './worker-list';

export interface HeldSecretRow {
  readonly secretId: string;
  /** Workers that are there and hold a value of it; of an alias, under its name. */
  readonly workers: number;
  /** Of these, those that would be handed something else under its name now. */
  readonly stale: number;
  /** Of these, those that restart by themselves when its value changes: by their rule, and whose it is. */
  readonly byThemselves: number;
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

/** The workers that hold any of the secrets, each with the delivery that it holds. */
export async function listHoldings(
  reader: Reader,
  scope: AuthorizedScope,
  secretIds: readonly string[],
): Promise<Holding[]> {
  return reader.$queryRaw<Holding[]>`
    SELECT DISTINCT w.id AS "workerId", w.delivery_id AS "deliveryId"
      FROM ${holding(scope, secretIds)}`;
}

/** A value that a worker holds under a name, and would not be handed now. */
export interface LostValue {
  readonly workerId: string;
  readonly name: string;
  readonly sourceId: string;
}

/** Those of the secrets that a worker holds; stale are those workers that `lost` tells of. */
export async function countHeldSecrets(
  reader: Reader,
  scope: AuthorizedScope,
  secretIds: readonly string[],
  lost: readonly LostValue[] = [],
): Promise<HeldSecretRow[]> {
  const of = (key: keyof LostValue) => lost.map((one) => one[key]);
  return reader.$queryRaw<HeldSecretRow[]>`
    WITH lost AS (
      SELECT * FROM unnest(${of('workerId')}::uuid[], ${of('name')}::text[], ${of('sourceId')}::uuid[])
        AS given(worker_id, name, source_id)
    ), held AS (
      SELECT s.id, w.id AS worker_id, i.name, i.source_id, w.brief_id IS NULL
             AND (w.restart = 'all' OR (w.restart = 'platform' AND i.scope_kind = 'organization'))
               AS by_itself
        FROM ${holding(scope, secretIds)}
    )
    SELECT held.id AS "secretId", count(DISTINCT held.worker_id)::int AS workers,
           count(DISTINCT lost.worker_id)::int AS stale,
           (count(DISTINCT held.worker_id) FILTER (WHERE by_itself))::int AS "byThemselves"
      FROM held LEFT JOIN lost USING (worker_id, name, source_id)
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
