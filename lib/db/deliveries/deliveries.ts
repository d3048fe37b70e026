// Receipts as they are written: one statement for the delivery, its names and the worker that took it.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { RestartRule } from '@/lib/domain/worker';
import type { ScopeKind } from '@/lib/domain/scope';
import { connectionOf } from '../connection/transaction';
import type { Tx } from '../connection/transaction';

export interface DeliveryItemRow {
  readonly name: string;
  readonly sourceId: string;
  readonly winnerId: string;
  readonly scopeId: string;
  readonly scopeKind: ScopeKind;
  readonly scopePath: string;
  readonly via: 'secret' | 'alias' | 'integration' | 'property';
  readonly version: number;
  readonly backendVersion: string | null;
  readonly form: 'env' | 'file';
  readonly staged: boolean;
  readonly shadowed: number;
}

export interface DeliveryRow {
  readonly id: string;
  readonly organizationId: string;
  readonly appId: string;
  readonly workerId: string | null;
  readonly briefId: string | null;
  readonly takenById: string;
  readonly takenBy: string;
  readonly jti: string;
  readonly keyThumbprint: string;
  readonly at: Date;
  readonly staged: boolean;
  readonly only: readonly string[];
  readonly leftOut: readonly string[];
  readonly platformGeneration: bigint;
  readonly appGeneration: bigint;
  /** It might go on without names that are required or have no value. */
  readonly partial: boolean;
}

/** Who runs what is delivered; `known` is a worker that goes on. */
export interface WorkerWrite {
  readonly known: boolean;
  readonly host: string;
  readonly command: string;
  readonly pid: number | null;
  readonly restart: RestartRule;
}

const DELIVERY_COLUMNS = `id, organization_id, app_id, worker_id, brief_id, taken_by_id, taken_by, jti,
  key_thumbprint, at, staged, "only", left_out, platform_generation, app_generation, partial`;

const ITEM_COLUMNS = `name, source_id, winner_id, scope_id, scope_kind, scope_path, via, version,
  backend_version, form, staged, shadowed`;

/** Made with this delivery in its hands. */
const NEW_WORKER = `
  INSERT INTO worker (id, organization_id, app_id, brief_id, staged, "only", delivery_id, host, command,
                      pid, restart)
  SELECT $4::uuid, $2::uuid, $3::uuid, $5::uuid, $10::bool, $11::text[], $1::uuid, $28, $29, $30::int, $31
  RETURNING id`;

/** What it holds changes with its next heartbeat; it must be the same app's and the same taker's. */
const KNOWN_WORKER = `
  UPDATE worker w SET host = $28, command = $29, pid = COALESCE($30::int, w.pid), restart = $31,
                      staged = $10::bool, "only" = $11::text[], heartbeat_at = now(),
                      dismissed_at = NULL
   WHERE w.id = $4::uuid AND w.app_id = $3::uuid AND w.brief_id IS NOT DISTINCT FROM $5::uuid
     AND EXISTS (SELECT FROM delivery d WHERE d.worker_id = w.id AND d.taken_by_id = $6::uuid)
  RETURNING w.id`;

const NO_WORKER = `SELECT $4::uuid AS id`;

const statementOf = (worker: string): string => `
  WITH worker_row AS (${worker}), taken AS (
    INSERT INTO delivery (${DELIVERY_COLUMNS})
    SELECT $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6::uuid, $7, $8, $9,
           date_trunc('milliseconds', now()), $10::bool, $11::text[], $12::text[], $13::bigint,
           $14::bigint, $15::bool
      FROM worker_row
    ON CONFLICT DO NOTHING RETURNING id, at
  ), items AS (
    INSERT INTO delivery_item (delivery_id, ${ITEM_COLUMNS})
    SELECT taken.id, t.name, t.source_id, t.winner_id, t.scope_id, t.scope_kind::scope_kind, t.scope_path,
           t.via, t.version, t.backend_version, t.form, t.staged, t.shadowed
      FROM taken, unnest($16::text[], $17::uuid[], $18::uuid[], $19::uuid[], $20::text[], $21::text[],
                         $22::text[], $23::int[], $24::text[], $25::text[], $26::bool[], $27::int[])
        AS t (${ITEM_COLUMNS})
  )
  SELECT (SELECT count(*) FROM worker_row)::int AS workers, (SELECT at FROM taken) AS at`;

const STATEMENTS = {
  new: { name: 'delivery-new-worker', text: statementOf(NEW_WORKER) },
  known: { name: 'delivery-known-worker', text: statementOf(KNOWN_WORKER) },
  none: { name: 'delivery-without-worker', text: statementOf(NO_WORKER) },
} as const;

/** What became of an insert; a delivery is of the database's clock, which all nodes share. */
export type Inserted = { readonly at: Date } | 'replayed' | 'unknown_worker';

/**
 * `replayed`: the same taker used the jti before, or somebody the key. `unknown_worker`: no worker of
 * that id is the taker's and works for the app. Nothing stays written then: the caller rolls back.
 */
export async function insertDelivery(
  tx: Tx,
  _app: AuthorizedScope,
  row: Omit<DeliveryRow, 'at'>,
  items: readonly DeliveryItemRow[],
  worker: WorkerWrite | null,
): Promise<Inserted> {
  const statement = STATEMENTS[worker ? (worker.known ? 'known' : 'new') : 'none'];
  const runner = worker ? [worker.host, worker.command, worker.pid, worker.restart] : [];
  const { rows } = await connectionOf(tx).query<{ workers: number; at: Date | null }>({
    ...statement,
    values: [...valuesOf(row), ...columnsOf(items), ...runner],
  });
  if (rows[0]!.workers === 0) return 'unknown_worker';
  const { at } = rows[0]!;
  return at === null ? 'replayed' : { at };
}

function valuesOf(row: Omit<DeliveryRow, 'at'>): unknown[] {
  const { id, organizationId, appId, workerId, briefId, takenById, takenBy, jti } = row;
  const { keyThumbprint, staged, only, leftOut, platformGeneration, appGeneration } = row;
  const who = [id, organizationId, appId, workerId, briefId, takenById, takenBy, jti];
  const what = [keyThumbprint, staged, [...only], [...leftOut]];
  return [...who, ...what, platformGeneration, appGeneration, row.partial];
}

const COLUMNS = [
  'name',
  'sourceId',
  'winnerId',
  'scopeId',
  'scopeKind',
  'scopePath',
  'via',
  'version',
  'backendVersion',
  'form',
  'staged',
  'shadowed',
] as const satisfies readonly (keyof DeliveryItemRow)[];

function columnsOf(items: readonly DeliveryItemRow[]): unknown[][] {
  return COLUMNS.map((column) => items.map((item) => item[column]));
}

/** Only who took it may say that it arrived; when it did stays as it was first said. */
export async function noteArrival(
  tx: Tx,
  { id, takenById }: { readonly id: string; readonly takenById: string },
): Promise<boolean> {
  const { rowCount } = await connectionOf(tx).query({
    name: 'delivery-acknowledge',
    text: `UPDATE delivery SET acknowledged_at = COALESCE(acknowledged_at, now())
            WHERE id = $1::uuid AND taken_by_id = $2::uuid`,
    values: [id, takenById],
  });
  return rowCount === 1;
}
