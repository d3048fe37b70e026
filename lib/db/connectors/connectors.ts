// Connectors to external backends, without their credentials.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ExternalBackend, TestStep } from '@/lib/domain/backend';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader, Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import type { SealedCredentials, Settings } from './sealed-connectors';

export interface ConnectorRow {
  readonly id: string;
  readonly organizationId: string;
  readonly scopeId: string;
  readonly scopeKind: ScopeKind;
  readonly scopePath: string;
  readonly kind: ExternalBackend;
  readonly slug: string;
  readonly name: string;
  readonly settings: Settings;
  readonly allowed: readonly string[];
  readonly writable: boolean;
  readonly destination: string | null;
  readonly approvedAt: Date | null;
  readonly approvedBy: string | null;
  /** Its credentials are there, or that it takes none is sealed. */
  readonly isSealed: boolean;
  readonly version: number;
  readonly testedAt: Date | null;
  readonly test: readonly TestStep[] | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  /** How many secrets are fetched through it, those in the bin included. */
  readonly secrets: number;
}

const CONNECTORS = Prisma.sql`
    SELECT k.id, k.organization_id AS "organizationId", k.scope_id AS "scopeId",
           c.kind AS "scopeKind", c.path AS "scopePath", k.kind, k.slug, k.name, k.settings,
           k.allowed, k.writable, k.destination, k.approved_at AS "approvedAt",
           k.approved_by AS "approvedBy", k.envelope IS NOT NULL AS "isSealed", k.version,
           k.tested_at AS "testedAt", k.test, k.created_at AS "createdAt",
           k.updated_at AS "updatedAt", k.updated_by AS "updatedBy",
           (SELECT count(*) FROM secret s WHERE s.connector_id = k.id)::int AS secrets
      FROM connector k JOIN scope c ON c.id = k.scope_id AND c.deleted_at IS NULL`;

export interface ConnectorsWanted {
  /** Only those that serve the scope itself; else those at and below it as well. */
  readonly servingOnly: boolean;
  readonly kind?: ExternalBackend | undefined;
  /** A slug. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** By slug: those of the scope and of wider ones, and where wanted those below. */
export async function listConnectorRows(
  reader: Reader,
  scope: AuthorizedScope,
  { servingOnly, kind, after, limit }: ConnectorsWanted,
): Promise<ConnectorRow[]> {
  return reader.$queryRaw<ConnectorRow[]>`
    ${CONNECTORS}
     WHERE k.organization_id = ${scope.organizationId}::uuid
       AND (k.scope_id = ANY (${[...scope.lineage]}::uuid[])
            OR (NOT ${servingOnly} AND c.lineage @> ARRAY[${scope.id}::uuid]))
       AND (${kind ?? null}::text IS NULL OR k.kind = ${kind ?? null}::text)
       AND (${after ?? null}::text IS NULL OR k.slug COLLATE "C" > ${after ?? null}::text)
     ORDER BY k.slug COLLATE "C"
     LIMIT ${limit}`;
}

/** By id or slug; null where the organization has none, or its scope is gone. */
export async function findConnectorRow(
  reader: Reader,
  organizationId: string,
  named: { readonly id: string } | { readonly slug: string },
): Promise<ConnectorRow | null> {
  const match =
    'id' in named ? Prisma.sql`k.id = ${named.id}::uuid` : Prisma.sql`k.slug = ${named.slug}`;
  const [row] = await reader.$queryRaw<ConnectorRow[]>`
    ${CONNECTORS}
     WHERE k.organization_id = ${organizationId}::uuid AND ${match}`;
  return row ?? null;
}

/** As it is now, held until commit; null where it is gone. */
export async function lockConnector(
  tx: Tx,
  { organizationId, id }: Pick<ConnectorRow, 'organizationId' | 'id'>,
): Promise<ConnectorRow | null> {
  await tx.$queryRaw<object[]>`SELECT id FROM connector WHERE id = ${id}::uuid FOR UPDATE`;
  return findConnectorRow(tx, organizationId, { id });
}

/** At and below a scope; whether one needs any goes by its settings. */
export async function listConnectorsWithoutCredentials(
  reader: Reader,
  scope: AuthorizedScope,
): Promise<(Pick<ConnectorRow, 'id' | 'slug' | 'kind' | 'settings'> & { path: string })[]> {
  return reader.$queryRaw`
    SELECT k.id, k.slug, k.kind, k.settings, c.path
      FROM connector k
      JOIN scope c ON c.id = k.scope_id AND c.deleted_at IS NULL
                  AND c.lineage @> ARRAY[${scope.id}::uuid]
     WHERE k.organization_id = ${scope.organizationId}::uuid AND k.envelope IS NULL
     ORDER BY k.slug COLLATE "C" LIMIT 1000`;
}

/** The first of the secrets that need it, as scope path and name. */
export async function listSecretsOfConnector(
  reader: Reader,
  _scope: AuthorizedScope,
  id: string,
  limit: number,
): Promise<{ readonly key: string; readonly path: string }[]> {
  return reader.$queryRaw`
    SELECT s.name AS key, c.path FROM secret s JOIN scope c ON c.id = s.scope_id
     WHERE s.connector_id = ${id}::uuid
     ORDER BY c.path COLLATE "C", s.name COLLATE "C" LIMIT ${limit}`;
}

export async function approveConnectorRow(
  tx: Tx,
  id: string,
  { at, by }: { readonly at: Date; readonly by: string },
  sealed: SealedCredentials,
): Promise<void> {
  await tx.connector.update({ where: { id }, data: { approvedAt: at, approvedBy: by, ...sealed } });
}

/** What a test found; false where it is of another version meanwhile. */
export async function noteConnectorTest(
  tx: Tx,
  { id, version }: Pick<ConnectorRow, 'id' | 'version'>,
  steps: readonly TestStep[],
): Promise<boolean> {
  const test = steps.map((step) => ({ ...step }));
  const { count } = await tx.connector.updateMany({
    where: { id, version },
    data: { testedAt: new Date(), test },
  });
  return count === 1;
}

/** Violates a foreign key while a secret needs it. */
export async function deleteConnectorRow(tx: Tx, id: string): Promise<void> {
  await tx.connector.delete({ where: { id } });
}
