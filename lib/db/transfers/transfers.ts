// Transfers: planned, leased by the process that works one off, and ended.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ExternalBackend } from '@/lib/domain/backend';
import type { ScopeKind } from '@/lib/domain/scope';
import type {
  ObjectChoice,
  TransferItemState,
  TransferMode,
  TransferState,
  TransferVerdict,
} from '@/lib/domain/transfer';
import { Prisma } from '../generated/client.ts';
import type { Reader, Tx } from '../connection/transaction';

export interface TransferRow {
  readonly id: string;
  readonly organizationId: string;
  readonly scopeId: string;
  readonly scopeKind: ScopeKind;
  readonly scopePath: string;
  readonly mode: TransferMode;
  readonly fromConnectorId: string | null;
  /** Null where the connector was deleted since. */
  readonly fromSlug: string | null;
  readonly fromKind: ExternalBackend | null;
  readonly toConnectorId: string | null;
  readonly toSlug: string | null;
  readonly toKind: ExternalBackend | null;
  readonly objects: ObjectChoice;
  readonly removeSource: boolean;
  readonly state: TransferState;
  readonly remarkCode: string | null;
  readonly remark: string | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly startedAt: Date | null;
  readonly startedByKind: 'user' | 'token' | null;
  readonly startedById: string | null;
  readonly startedBy: string | null;
  readonly endedAt: Date | null;
  readonly verdicts: Partial<Readonly<Record<TransferVerdict, number>>> | null;
  readonly counts: Partial<Readonly<Record<TransferItemState, number>>> | null;
}

/** With its counts, and the connectors as they are now. */
const TRANSFERS = Prisma.sql`
    SELECT t.id, t.organization_id AS "organizationId", t.scope_id AS "scopeId",
           c.kind AS "scopeKind", c.path AS "scopePath", t.mode,
           t.from_connector_id AS "fromConnectorId", f.slug AS "fromSlug", f.kind AS "fromKind",
           t.to_connector_id AS "toConnectorId", o.slug AS "toSlug", o.kind AS "toKind",
           t.objects, t.remove_source AS "removeSource", t.state,
           t.remark_code AS "remarkCode", t.remark, t.created_at AS "createdAt",
           t.created_by AS "createdBy", t.started_at AS "startedAt",
           t.started_by_kind AS "startedByKind", t.started_by_id AS "startedById",
           t.started_by AS "startedBy", t.ended_at AS "endedAt",
           (SELECT json_object_agg(verdict, n) FROM (SELECT verdict, count(*)::int AS n
              FROM transfer_item i WHERE i.transfer_id = t.id GROUP BY verdict) v) AS verdicts,
           (SELECT json_object_agg(state, n) FROM (SELECT state, count(*)::int AS n
              FROM transfer_item i WHERE i.transfer_id = t.id GROUP BY state) s) AS counts
      FROM transfer t
      JOIN scope c ON c.id = t.scope_id AND c.deleted_at IS NULL
      LEFT JOIN connector f ON f.id = t.from_connector_id
      LEFT JOIN connector o ON o.id = t.to_connector_id`;

/** Newest first, after the one of the id `after`. */
export async function listTransferRows(
  reader: Reader,
  scope: AuthorizedScope,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<TransferRow[]> {
  return reader.$queryRaw<TransferRow[]>`
    ${TRANSFERS}
     WHERE t.scope_id = ${scope.id}::uuid
       AND (${after ?? null}::uuid IS NULL OR t.id < ${after ?? null}::uuid)
     ORDER BY t.id DESC LIMIT ${limit}`;
}

/** Null where the scope has no such transfer. */
export async function findTransferRow(
  reader: Reader,
  { id: scopeId }: { readonly id: string },
  id: string,
): Promise<TransferRow | null> {
  const [row] = await reader.$queryRaw<TransferRow[]>`
    ${TRANSFERS} WHERE t.scope_id = ${scopeId}::uuid AND t.id = ${id}::uuid`;
  return row ?? null;
}

/** As it is now, held until commit. */
export async function lockTransfer(
  tx: Tx,
  scope: { readonly id: string },
  id: string,
): Promise<TransferRow | null> {
  await tx.$queryRaw<object[]>`SELECT id FROM transfer WHERE id = ${id}::uuid FOR UPDATE`;
  return findTransferRow(tx, scope, id);
}

export interface NewTransfer {
  readonly id: string;
  readonly mode: TransferMode;
  readonly fromConnectorId: string | null;
  readonly toConnectorId: string | null;
  readonly objects: ObjectChoice;
  readonly removeSource: boolean;
  readonly createdBy: string;
}

export async function insertTransfer(
  tx: Tx,
  { id: scopeId, organizationId }: AuthorizedScope,
  row: NewTransfer,
): Promise<void> {
  await tx.transfer.create({ data: { ...row, scopeId, organizationId } });
}

type Change = Pick<
  Prisma.TransferUncheckedUpdateInput,
  'startedAt' | 'startedByKind' | 'startedById' | 'startedBy' | 'endedAt' | 'remark' | 'remarkCode'
>;

/** Of a locked one. Whoever works it off leaves it when its batch is done, and nobody takes it before. */
export async function setTransferState(
  tx: Tx,
  id: string,
  state: TransferState,
  change: Change = {},
): Promise<void> {
  const data = { remark: null, remarkCode: null, ...change, state };
  await tx.transfer.update({ where: { id }, data });
}

/** A running one that nobody works off, the oldest first: for so many seconds it is that process's. */
export async function claimTransfer(
  tx: Tx,
  worker: string,
  seconds: number,
): Promise<{ readonly id: string; readonly scopeId: string } | null> {
  const [row] = await tx.$queryRaw<{ id: string; scopeId: string }[]>`
    UPDATE transfer SET leased_by = ${worker}::uuid,
                        leased_until = now() + make_interval(secs => ${seconds})
     WHERE id = (SELECT t.id FROM transfer t
                   JOIN scope c ON c.id = t.scope_id AND c.deleted_at IS NULL
                  WHERE t.state = 'running' AND (t.leased_until IS NULL OR t.leased_until < now())
                  ORDER BY t.id LIMIT 1 FOR UPDATE OF t SKIP LOCKED)
    RETURNING id, scope_id AS "scopeId"`;
  return row ?? null;
}

/** For so many seconds more; false where it runs no longer, or another process took it over. */
export async function renewLease(
  tx: Tx,
  id: string,
  worker: string,
  seconds: number,
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE transfer SET leased_until = now() + make_interval(secs => ${seconds})
     WHERE id = ${id}::uuid AND leased_by = ${worker}::uuid AND state = 'running'`;
  return count === 1;
}

/** Anybody may take it, after so many seconds. */
export async function leaveLease(
  tx: Tx,
  id: string,
  worker: string,
  seconds: number,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE transfer SET leased_by = NULL, leased_until = now() + make_interval(secs => ${seconds})
     WHERE id = ${id}::uuid AND leased_by = ${worker}::uuid`;
}

/** Plans that nobody started for so many days; how many there were. */
export async function sweepPlans(tx: Tx, days: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM transfer
     WHERE state = 'planned' AND created_at < now() - make_interval(days => ${days}::int)`;
}
