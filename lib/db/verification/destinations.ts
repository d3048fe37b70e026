// Where values may be sent to be tried: asked for, approved, ended.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader, Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';

export type DestinationState = 'asked' | 'approved' | 'ended';

export interface DestinationRow {
  readonly id: string;
  readonly organizationId: string;
  readonly scopeId: string;
  readonly scopeKind: ScopeKind;
  readonly scopePath: string;
  readonly lineage: readonly string[];
  readonly origin: string;
  readonly names: readonly string[];
  readonly reason: string;
  readonly askedAt: Date;
  readonly askedBy: string;
  readonly approvedAt: Date | null;
  readonly approvedBy: string | null;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  /** How many checks lead there. */
  readonly checks: number;
}

const DESTINATIONS = Prisma.sql`
    SELECT d.id, d.organization_id AS "organizationId", d.scope_id AS "scopeId",
           c.kind::text AS "scopeKind", c.path AS "scopePath", c.lineage, d.origin, d.names, d.reason,
           d.asked_at AS "askedAt", d.asked_by AS "askedBy", d.approved_at AS "approvedAt",
           d.approved_by AS "approvedBy", d.ended_at AS "endedAt", d.ended_by AS "endedBy",
           (SELECT count(*) FROM verification_check v JOIN secret s ON s.id = v.secret_id
             WHERE v.destination_id = d.id AND v.removed_at IS NULL
               AND s.deleted_at IS NULL)::int AS checks
      FROM destination d JOIN scope c ON c.id = d.scope_id AND c.deleted_at IS NULL`;

export interface DestinationPage {
  readonly organizationId: string;
  /** Those of these very scopes, */
  readonly scopes?: readonly string[];
  /** or those at and below any of these. */
  readonly roots?: readonly string[];
  readonly state?: DestinationState | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function listDestinationRows(
  reader: Reader,
  page: DestinationPage,
): Promise<DestinationRow[]> {
  const where = Prisma.join([...conditions(page)], ' AND ');
  return reader.$queryRaw<DestinationRow[]>`
    ${DESTINATIONS} WHERE ${where} ORDER BY d.id DESC LIMIT ${page.limit}`;
}

const IS: Readonly<Record<DestinationState, Prisma.Sql>> = {
  asked: Prisma.sql`d.ended_at IS NULL AND d.approved_at IS NULL`,
  approved: Prisma.sql`d.ended_at IS NULL AND d.approved_at IS NOT NULL`,
  ended: Prisma.sql`d.ended_at IS NOT NULL`,
};

function* conditions(page: DestinationPage): Generator<Prisma.Sql> {
  yield Prisma.sql`d.organization_id = ${page.organizationId}::uuid`;
  if (page.scopes) yield Prisma.sql`d.scope_id = ANY(${[...page.scopes]}::uuid[])`;
  if (page.roots) yield Prisma.sql`c.lineage && ${[...page.roots]}::uuid[]`;
  if (page.state) yield IS[page.state];
  if (page.after !== undefined) yield Prisma.sql`d.id < ${page.after}::uuid`;
}

/** Null where the organization has none of that id, or its scope was deleted. */
export async function findDestinationRow(
  reader: Reader,
  organizationId: string,
  id: string,
): Promise<DestinationRow | null> {
  const rows = await reader.$queryRaw<DestinationRow[]>`
    ${DESTINATIONS} WHERE d.organization_id = ${organizationId}::uuid AND d.id = ${id}::uuid`;
  return rows[0] ?? null;
}

export interface NewDestination {
  readonly id: string;
  readonly origin: string;
  readonly names: readonly string[];
  readonly reason: string;
  readonly askedBy: string;
}

export async function insertDestination(
  tx: Tx,
  { id: scopeId, organizationId }: AuthorizedScope,
  { names, ...made }: NewDestination,
): Promise<void> {
  await tx.destination.create({ data: { ...made, names: [...names], scopeId, organizationId } });
}

/** False where it had been approved or ended before. */
export async function approveDestinationRow(
  tx: Tx,
  { id: scopeId }: AuthorizedScope,
  id: string,
  by: string,
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE destination SET approved_at = clock_timestamp(), approved_by = ${by}
     WHERE id = ${id}::uuid AND scope_id = ${scopeId}::uuid
       AND approved_at IS NULL AND ended_at IS NULL`;
  return count === 1;
}

/** False where it had ended before. */
export async function endDestinationRow(
  tx: Tx,
  { id: scopeId }: AuthorizedScope,
  id: string,
  by: string,
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE destination SET ended_at = clock_timestamp(), ended_by = ${by}
     WHERE id = ${id}::uuid AND scope_id = ${scopeId}::uuid AND ended_at IS NULL`;
  return count === 1;
}
