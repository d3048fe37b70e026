// What a process is handed: the winner of each name, what it delivers, and its envelope.

import 'server-only';
import { ALIAS_LINKS_MAX } from '@/lib/domain/alias-target';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ExternalBackend } from '@/lib/domain/backend';
import type { Deliverable } from '@/lib/domain/resolution';
import type { ScopeKind } from '@/lib/domain/scope';
import type { ValueFormat } from '@/lib/domain/secret-kinds';
import type { Delivery } from '@/lib/domain/secret-types';
import type { WantedNames } from '@/lib/domain/wanted-names';
import type { Database } from '../connection/database';
import { asDatabaseError } from '../connection/database-unavailable';
import { nameLikes } from '../secrets/name-likes';

/** A name with whose value it stands for; the scope is the one that won it. */
export interface DeliverableRow {
  readonly name: string;
  /** The secret itself, or the end of an alias. */
  readonly sourceId: string;
  /** The secret that won the name. */
  readonly winnerId: string;
  readonly scopeId: string;
  readonly scopeKind: ScopeKind;
  readonly scopePath: string;
  readonly via: 'secret' | 'alias';
  /** Null where there is none. */
  readonly version: number | null;
  readonly staged: boolean;
  readonly form: Delivery;
  readonly parts: readonly string[];
  /** How many wider scopes have the name too. */
  readonly shadowed: number;
  readonly deliverable: Deliverable;
  /** Where the envelope belongs. */
  readonly source: {
    readonly scopeId: string;
    readonly name: string;
    readonly format: ValueFormat;
  };
  /** Null where there is nothing to open, or all together is too much to fetch. */
  readonly sealed: {
    readonly envelope: Uint8Array;
    readonly dataKey: DataKeyOfRow;
  } | null;
  /** Where the value is fetched from; null for what is sealed here. */
  readonly external: ExternalOfRow | null;
}

interface ExternalOfRow {
  readonly connectorId: string;
  readonly backend: ExternalBackend;
  readonly reference: string;
  readonly versionId: string;
  /** The backend's own name of the version; null until it was seen. */
  readonly backendVersion: string | null;
}

interface DataKeyOfRow {
  readonly id: string;
  readonly ownerId: string;
  readonly purpose: string;
  readonly rootId: string;
  readonly wrapped: Uint8Array;
}

/** How often the organization, and all below it down to the scope, had changed in that very moment. */
export interface Generations {
  readonly platform: bigint;
  readonly app: bigint;
}

export interface DeliverablesWanted {
  readonly names: WantedNames;
  /** Staged versions where there are any, and current ones else. */
  readonly staged: boolean;
}

export interface Deliverables {
  readonly rows: readonly DeliverableRow[];
  readonly generations: Generations;
  /** Of all envelopes together. */
  readonly bytes: number;
}

/**
 * By name, in the order of code points, with envelopes and the keys they lie under, in one statement. Where
 * the envelopes are more than `bytesMax` together, none is fetched.
 */
export async function listDeliverables(
  database: Database,
  app: AuthorizedScope,
  wanted: DeliverablesWanted,
  bytesMax: number,
): Promise<Deliverables> {
  const rows = await query(database, app, wanted, bytesMax);
  return {
    rows: rows.filter(isNamed).map(deliverableOf),
    generations: generationsOf(rows[0]!),
    bytes: Number(rows[0]!.bytes ?? 0),
  };
}

interface Row
  extends
    Omit<DeliverableRow, 'shadowed' | 'source' | 'sealed' | 'external'>,
    Omit<DataKeyOfRow, 'id'>,
    Omit<ExternalOfRow, 'connectorId'> {
  readonly shadowed: string;
  readonly platform: string;
  readonly app: string;
  readonly sourceScopeId: string;
  readonly sourceName: string;
  readonly format: ValueFormat;
  readonly bytes: string | null;
  readonly envelope: Uint8Array | null;
  readonly dataKeyId: string;
  readonly connectorId: string | null;
}

const EXACT = `AND lower(s.name) COLLATE "C" = ANY ($6::text[]) AND s.name = ANY ($7::text[])`;

/** One row at least, whose name is null where nothing applies: the generations are of the same moment. */
const statementOf = (exact: string): string => `
  WITH RECURSIVE candidate AS (
    SELECT s.id, s.name COLLATE "C" AS name, s.delivery, s.alias_of_id, c.id AS scope_id, c.kind, c.path,
           row_number() OVER (PARTITION BY s.name COLLATE "C"
                                  ORDER BY array_length(c.lineage, 1) DESC) AS place,
           count(*) OVER (PARTITION BY s.name COLLATE "C") - 1 AS shadowed
      FROM scope c
      JOIN secret s ON s.scope_id = c.id AND s.deleted_at IS NULL ${exact}
     WHERE c.id = ANY ($1::uuid[]) AND c.deleted_at IS NULL
       AND (cardinality($2::text[]) = 0 OR s.name LIKE ANY ($2::text[]))
       AND (cardinality($3::text[]) = 0 OR s.name LIKE ANY ($3::text[]))
  ), winner AS (
    SELECT * FROM candidate WHERE place = 1
  ), chain AS (
    SELECT id AS winner_id, id, alias_of_id, 0 AS links FROM winner
    UNION ALL
    SELECT chain.winner_id, t.id, t.alias_of_id, chain.links + 1
      FROM chain JOIN secret t ON t.id = chain.alias_of_id AND t.deleted_at IS NULL
     WHERE chain.links < ${ALIAS_LINKS_MAX}
  ), ending AS (
    SELECT DISTINCT ON (winner_id) winner_id, id FROM chain ORDER BY winner_id, links DESC
  ), deliverable AS (
    SELECT w.name, t.id AS "sourceId", w.id AS "winnerId", w.scope_id AS "scopeId",
           w.kind::text AS "scopeKind", w.path AS "scopePath",
           CASE WHEN w.alias_of_id IS NULL THEN 'secret' ELSE 'alias' END AS via,
           v.number AS version, COALESCE(v.number = t.staged_version, FALSE) AS staged,
           w.delivery AS form, COALESCE(v.parts, '{}') AS parts, w.shadowed,
           CASE WHEN t.alias_of_id IS NOT NULL OR tc.deleted_at IS NOT NULL THEN 'target_deleted'
                WHEN v.lost_at IS NOT NULL THEN 'lost'
                WHEN e.version_id IS NULL AND (v.id IS NULL OR t.connector_id IS NULL) THEN 'no_value'
                ELSE 'ready' END AS deliverable,
           t.scope_id AS "sourceScopeId", t.name AS "sourceName", v.format,
           sum(octet_length(e.envelope)) OVER () AS bytes,
           CASE WHEN sum(octet_length(e.envelope)) OVER () <= $5 THEN e.envelope END AS envelope,
           e.data_key_id AS "dataKeyId", k.owner_id AS "ownerId", k.purpose, k.root_id AS "rootId",
           k.wrapped, t.connector_id AS "connectorId", t.backend, t.reference, v.id AS "versionId",
           v.backend_version AS "backendVersion"
      FROM winner w
      JOIN ending ON ending.winner_id = w.id
      JOIN secret t ON t.id = ending.id
      JOIN scope tc ON tc.id = t.scope_id
      LEFT JOIN secret_version v ON v.secret_id = t.id
       AND v.number = CASE WHEN $4 AND t.connector_id IS NULL
                           THEN COALESCE(t.staged_version, t.current_version)
                           ELSE t.current_version END
      LEFT JOIN sealed_value e ON e.version_id = v.id
      LEFT JOIN data_key k ON k.id = e.data_key_id
  ), generations AS (
    SELECT COALESCE(sum(generation) FILTER (WHERE scope_id = ($1::uuid[])[1]), 0) AS platform,
           COALESCE(sum(generation) FILTER (WHERE scope_id <> ($1::uuid[])[1]), 0) AS app
      FROM scope_generation WHERE scope_id = ANY ($1::uuid[])
  )
  SELECT g.platform, g.app, d.* FROM generations g LEFT JOIN deliverable d ON TRUE ORDER BY d.name`;

const STATEMENTS = {
  all: { name: 'deliverables', text: statementOf('') },
  exact: { name: 'deliverables-exact', text: statementOf(EXACT) },
} as const;

async function query(
  { pool }: Database,
  { lineage }: AuthorizedScope,
  { names, staged }: DeliverablesWanted,
  bytesMax: number,
): Promise<Row[]> {
  const { exactly, only, limits } = names;
  const values = [[...lineage], nameLikes(only), nameLikes(limits), staged, bytesMax];
  const exact = exactly ? [exactly.map((name) => name.toLowerCase()), [...exactly]] : [];
  const statement = exactly ? STATEMENTS.exact : STATEMENTS.all;
  try {
    return (await pool.query<Row>({ ...statement, values: [...values, ...exact] })).rows;
  } catch (error) {
    throw asDatabaseError(error);
  }
}

function isNamed(row: Row): boolean {
  return row.name !== null;
}

function deliverableOf(row: Row): DeliverableRow {
  const { name, sourceId, winnerId, scopeId, scopeKind, scopePath } = row;
  const { via, version, staged, form, parts, shadowed, deliverable } = row;
  const { envelope, dataKeyId: id, ownerId, purpose, rootId, wrapped } = row;
  const won = { name, sourceId, winnerId, scopeId, scopeKind, scopePath, via };
  return {
    ...won,
    ...{ version, staged, form, parts, shadowed: Number(shadowed), deliverable },
    source: { scopeId: row.sourceScopeId, name: row.sourceName, format: row.format },
    sealed: envelope && { envelope, dataKey: { id, ownerId, purpose, rootId, wrapped } },
    external: externalOf(row),
  };
}

function externalOf(row: Row): ExternalOfRow | null {
  const { connectorId, backend, reference, versionId, backendVersion } = row;
  return connectorId === null
    ? null
    : { connectorId, backend, reference, versionId, backendVersion };
}

function generationsOf({ platform, app }: Row): Generations {
  return { platform: BigInt(platform), app: BigInt(app) };
}
