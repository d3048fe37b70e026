// Who and what received the exposed versions of a secret.

import 'server-only';
import type { Reader } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from '../secrets/name-likes';
import { HERE, MISSING } from '../workers/worker-list';

/** Whose versions: a secret, and their numbers. */
export interface Exposed {
  readonly organizationId: string;
  readonly secretId: string;
  readonly exposed: readonly number[];
}

/** Whose names whoever asks may know. */
export interface ExposureSight {
  /** What is at and below any of these. */
  readonly roots: readonly string[];
  /** Empty: all names. */
  readonly namePatterns: readonly string[];
}

export interface ExposedDeliveryRow {
  readonly id: string;
  readonly app: string;
  readonly takenBy: string;
  readonly at: Date;
  readonly version: number;
  readonly name: string;
  readonly via: 'secret' | 'alias' | 'integration' | 'property';
  readonly host: string | null;
  readonly command: string | null;
  readonly held: boolean;
}

/** The newest first, by name; those within sight. */
export async function listExposedDeliveries(
  reader: Reader,
  { organizationId, secretId, exposed }: Exposed,
  { roots, namePatterns }: ExposureSight,
  limit: number,
): Promise<ExposedDeliveryRow[]> {
  const named = within(Prisma.sql`i.name`, namePatterns);
  return reader.$queryRaw<ExposedDeliveryRow[]>`
    SELECT d.id, a.path AS app, d.taken_by AS "takenBy", d.at, i.version, i.name, i.via,
           w.host, w.command,
           COALESCE(w.delivery_id = d.id AND ((${HERE}) OR (${MISSING})), FALSE) AS held
      FROM delivery_item i
      JOIN delivery d ON d.id = i.delivery_id AND d.organization_id = ${organizationId}::uuid
      JOIN scope a ON a.id = d.app_id AND a.lineage && ${[...roots]}::uuid[]
      LEFT JOIN worker w ON w.id = d.worker_id
     WHERE i.source_id = ${secretId}::uuid AND i.version = ANY (${[...exposed]}::int[]) ${named}
     ORDER BY d.id DESC, i.name
     LIMIT ${limit}`;
}

export interface ExposureCounts {
  readonly deliveries: number;
  readonly apps: number;
  readonly takers: number;
  readonly integrations: number;
}

/** Over all, also beyond what whoever asks may see. */
export async function countExposure(
  reader: Reader,
  { organizationId, secretId, exposed }: Exposed,
): Promise<ExposureCounts> {
  const [row] = await reader.$queryRaw<ExposureCounts[]>`
    SELECT count(DISTINCT d.id)::int AS deliveries, count(DISTINCT d.app_id)::int AS apps,
           count(DISTINCT d.taken_by_id)::int AS takers,
           (count(DISTINCT i.winner_id) FILTER (WHERE i.via = 'property'))::int AS integrations
      FROM delivery_item i
      JOIN delivery d ON d.id = i.delivery_id AND d.organization_id = ${organizationId}::uuid
     WHERE i.source_id = ${secretId}::uuid AND i.version = ANY (${[...exposed]}::int[])`;
  return row!;
}

/** Those that had it filled in, at and below `roots`. */
export async function listExposedIntegrations(
  reader: Reader,
  { organizationId, secretId, exposed }: Exposed,
  roots: readonly string[],
): Promise<{ id: string; name: string; deliveries: number }[]> {
  return reader.$queryRaw<{ id: string; name: string; deliveries: number }[]>`
    SELECT g.id, g.name, count(DISTINCT i.delivery_id)::int AS deliveries
      FROM delivery_item i
      JOIN integration g ON g.id = i.winner_id AND g.organization_id = ${organizationId}::uuid
      JOIN scope c ON c.id = g.scope_id AND c.deleted_at IS NULL
                  AND c.lineage && ${[...roots]}::uuid[]
     WHERE i.source_id = ${secretId}::uuid AND i.via = 'property'
       AND i.version = ANY (${[...exposed]}::int[])
     GROUP BY g.id ORDER BY g.name, g.id`;
}

/** Those that lead to it, through others too, within sight; at most 100. */
export async function listLeadingAliases(
  reader: Reader,
  secretId: string,
  { roots, namePatterns }: ExposureSight,
): Promise<{ key: string; scope: string }[]> {
  const named = within(Prisma.sql`l.name`, namePatterns);
  return reader.$queryRaw<{ key: string; scope: string }[]>`
    WITH RECURSIVE alias AS (
      SELECT id, name, scope_id FROM secret
       WHERE alias_of_id = ${secretId}::uuid AND deleted_at IS NULL
      UNION
      SELECT s.id, s.name, s.scope_id
        FROM alias l JOIN secret s ON s.alias_of_id = l.id AND s.deleted_at IS NULL
    )
    SELECT l.name AS key, c.path AS scope
      FROM alias l
      JOIN scope c ON c.id = l.scope_id AND c.lineage && ${[...roots]}::uuid[]
     WHERE TRUE ${named}
     ORDER BY c.path, l.name LIMIT 100`;
}

/** Who made versions of it: those that were exposed, and those that came after them; the newest 100. */
export async function listMakers(
  reader: Reader,
  { secretId, exposed }: Exposed,
): Promise<{ number: number; name: string; at: Date; reason: string | null }[]> {
  const rows = await reader.secretVersion.findMany({
    where: { secretId, number: { gte: exposed.length === 0 ? 1 : Math.min(...exposed) } },
    select: { number: true, createdBy: true, createdAt: true, reason: true },
    orderBy: { number: 'desc' },
    take: 100,
  });
  return rows.map(({ createdBy, createdAt, ...row }) => ({
    ...row,
    name: createdBy,
    at: createdAt,
  }));
}

function within(name: Prisma.Sql, patterns: readonly string[]): Prisma.Sql {
  const likes = nameLikes(patterns);
  return likes.length === 0 ? Prisma.empty : Prisma.sql`AND ${name} LIKE ANY (${likes}::text[])`;
}
