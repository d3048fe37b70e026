// Integrations of scopes: their schemas and configurations, which hold no secrets.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { JsonObject } from '@/lib/domain/integration';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader, Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';

export interface IntegrationRow {
  readonly id: string;
  readonly scopeId: string;
  readonly scopeKind: ScopeKind;
  readonly scopePath: string;
  /** How many scopes there are from the organization down to its own. */
  readonly depth: number;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly configSchema: JsonObject;
  readonly config: JsonObject;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  /** How many wider scopes of those looked at have the slug too. */
  readonly wider: number;
  /** A narrower scope of those looked at has the slug. */
  readonly shadowed: boolean;
}

export interface IntegrationsWanted {
  /** From these scopes; the narrowest of a slug is the one that is not shadowed. */
  readonly scopeIds: readonly string[];
  /** Only these. */
  readonly slugs?: readonly string[] | undefined;
  readonly onlyWinners?: boolean;
  readonly after?: { readonly slug: string; readonly depth: number } | undefined;
  readonly limit?: number;
}

/** By slug, the widest first. The scopes are of the proof's lineage. */
export async function listIntegrationRows(
  reader: Reader,
  _scope: AuthorizedScope,
  { scopeIds, slugs, onlyWinners = false, after, limit }: IntegrationsWanted,
): Promise<IntegrationRow[]> {
  const named = slugs ? Prisma.sql`AND i.slug = ANY (${[...slugs]}::text[])` : Prisma.empty;
  const beyond = after
    ? Prisma.sql`AND (slug COLLATE "C", depth) > (${after.slug}, ${after.depth}::int)`
    : Prisma.empty;
  return reader.$queryRaw<IntegrationRow[]>`
    SELECT * FROM (
      SELECT i.id, i.scope_id AS "scopeId", c.kind AS "scopeKind", c.path AS "scopePath",
             array_length(c.lineage, 1) AS depth, i.slug, i.name, i.description,
             i.config_schema AS "configSchema", i.config, i.version, i.created_at AS "createdAt",
             i.updated_at AS "updatedAt", i.updated_by AS "updatedBy",
             (row_number() OVER alike - 1)::int AS wider,
             row_number() OVER alike < count(*) OVER (PARTITION BY i.slug) AS shadowed
        FROM integration i JOIN scope c ON c.id = i.scope_id AND c.deleted_at IS NULL
       WHERE i.scope_id = ANY (${[...scopeIds]}::uuid[]) ${named}
      WINDOW alike AS (PARTITION BY i.slug ORDER BY array_length(c.lineage, 1))) found
     WHERE (NOT ${onlyWinners} OR NOT shadowed) ${beyond}
     ORDER BY slug COLLATE "C", depth
     LIMIT ${limit ?? null}::int`;
}

export interface NewIntegration {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly configSchema: JsonObject;
  readonly config: JsonObject;
  readonly updatedBy: string;
}

/** False where the scope has one of that slug. */
export async function insertIntegration(
  tx: Tx,
  scope: AuthorizedScope,
  made: NewIntegration,
): Promise<boolean> {
  const { count } = await tx.integration.createMany({
    data: {
      ...made,
      configSchema: made.configSchema as Prisma.InputJsonObject,
      config: made.config as Prisma.InputJsonObject,
      scopeId: scope.id,
      organizationId: scope.organizationId,
    },
    skipDuplicates: true,
  });
  return count === 1;
}

/** As it is now, held until commit; null where the scope has none of that slug. */
export async function lockIntegration(
  tx: Tx,
  scope: AuthorizedScope,
  slug: string,
): Promise<IntegrationRow | null> {
  await tx.$queryRaw<object[]>`
    SELECT id FROM integration WHERE scope_id = ${scope.id}::uuid AND slug = ${slug} FOR UPDATE`;
  const [row] = await listIntegrationRows(tx, scope, { scopeIds: [scope.id], slugs: [slug] });
  return row ?? null;
}

/** Writes what it is now, as the next version. */
export async function updateIntegration(
  tx: Tx,
  { id, name, description, configSchema, config, updatedBy }: Omit<NewIntegration, 'slug'>,
): Promise<void> {
  await tx.integration.update({
    where: { id },
    data: {
      name,
      description,
      configSchema: configSchema as Prisma.InputJsonObject,
      config: config as Prisma.InputJsonObject,
      updatedBy,
      updatedAt: new Date(),
      version: { increment: 1 },
    },
  });
}

export async function deleteIntegrationRow(tx: Tx, id: string): Promise<void> {
  await tx.integration.delete({ where: { id } });
}
