// What each name means to a scope, in one statement: the winner, what it hides, what it delivers.

import 'server-only';
import { ALIAS_LINKS_MAX } from '@/lib/domain/alias-target';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Deliverable } from '@/lib/domain/resolution';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Backend, SecretType } from '@/lib/domain/secret-kinds';
import type { Delivery } from '@/lib/domain/secret-types';
import type { Reader } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from '../secrets/name-likes';

export interface ShadowedRow {
  readonly id: string;
  readonly scopeId: string;
  readonly kind: ScopeKind;
  readonly path: string;
  readonly version: number | null;
}

export interface ResolvedRow extends ShadowedRow {
  readonly name: string;
  readonly type: SecretType;
  readonly delivery: Delivery;
  /** Of an alias: the secret at the end of its chain; null where that is gone. */
  readonly targetName: string | null;
  readonly targetPath: string | null;
  /** The parts of a structured value; empty for any other. */
  readonly parts: readonly string[];
  readonly expiresAt: Date | null;
  readonly deliverable: Deliverable;
  /** Where the value that is delivered lives. */
  readonly backend: Backend;
  readonly shadowed: readonly ShadowedRow[];
}

export interface ResolutionWanted {
  /** Only names within one of these; empty: all. */
  readonly namePatterns: readonly string[];
  /** One name. */
  readonly key?: string | undefined;
  /** Exactly these names. */
  readonly names?: readonly string[] | undefined;
  /** What the platform itself has, whatever narrower scopes say. */
  readonly ofPlatform?: boolean;
  /** Only names of which there is more than one. */
  readonly onlyShadowed: boolean;
  /** The last name of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** One page of the names that apply to the scope, in the order of code points. */
export async function listResolved(
  reader: Reader,
  scope: AuthorizedScope,
  { namePatterns, key, names = key === undefined ? undefined : [key], ...wanted }: ResolutionWanted,
): Promise<ResolvedRow[]> {
  const { ofPlatform = false, onlyShadowed, after, limit } = wanted;
  const lineage = ofPlatform ? scope.lineage.slice(0, 1) : scope.lineage;
  const named =
    namePatterns.length === 0
      ? Prisma.empty
      : Prisma.sql`AND s.name LIKE ANY (${nameLikes(namePatterns)}::text[])`;
  const beyond = after === undefined ? Prisma.empty : Prisma.sql`AND s.name COLLATE "C" > ${after}`;
  const exact =
    names === undefined
      ? Prisma.empty
      : Prisma.sql`AND lower(s.name) COLLATE "C" = ANY (${names.map((one) => one.toLowerCase())}::text[])
                   AND s.name = ANY (${[...names]}::text[])`;
  return reader.$queryRaw<ResolvedRow[]>`
    WITH RECURSIVE candidate AS (
      SELECT s.id, s.name COLLATE "C" AS name, s.type, s.delivery, s.alias_of_id, s.expires_at,
             s.current_version, c.id AS scope_id, c.kind::text AS kind, c.path,
             row_number() OVER closest AS place,
             count(*) OVER (PARTITION BY s.name COLLATE "C") AS alike
        FROM scope c
        JOIN secret s ON s.scope_id = c.id AND s.deleted_at IS NULL ${named} ${exact} ${beyond}
       WHERE c.id = ANY(${[...lineage]}::uuid[]) AND c.deleted_at IS NULL
      WINDOW closest AS (PARTITION BY s.name COLLATE "C" ORDER BY array_length(c.lineage, 1) DESC)
    ), winner AS (
      SELECT * FROM candidate
       WHERE place = 1 AND (NOT ${onlyShadowed} OR alike > 1)
       ORDER BY name LIMIT ${limit}
    ), chain AS (
      SELECT id AS winner_id, id, alias_of_id, 0 AS links FROM winner
      UNION ALL
      SELECT chain.winner_id, t.id, t.alias_of_id, chain.links + 1
        FROM chain JOIN secret t ON t.id = chain.alias_of_id AND t.deleted_at IS NULL
       WHERE chain.links < ${ALIAS_LINKS_MAX}
    )
    SELECT w.id, w.name, w.type, w.delivery, w.expires_at AS "expiresAt", w.scope_id AS "scopeId",
           w.kind, w.path, v.number AS version,
           CASE WHEN t.id <> w.id THEN t.name END AS "targetName",
           CASE WHEN t.id <> w.id THEN tc.path END AS "targetPath",
           COALESCE(v.parts, '{}') AS parts,
           CASE WHEN t.alias_of_id IS NOT NULL OR tc.deleted_at IS NOT NULL THEN 'target_deleted'
                WHEN v.id IS NULL THEN 'no_value'
                WHEN v.lost_at IS NOT NULL THEN 'lost'
                ELSE 'ready' END AS deliverable,
           t.backend,
           COALESCE((SELECT json_agg(json_build_object('id', o.id, 'scopeId', o.scope_id,
                            'kind', o.kind, 'path', o.path, 'version', o.current_version)
                            ORDER BY o.place)
                       FROM candidate o WHERE o.name = w.name AND o.place > 1), '[]') AS shadowed
      FROM winner w
      JOIN LATERAL (SELECT id FROM chain WHERE winner_id = w.id ORDER BY links DESC LIMIT 1) last ON TRUE
      JOIN secret t ON t.id = last.id
      JOIN scope tc ON tc.id = t.scope_id
      LEFT JOIN secret_version v ON v.secret_id = t.id AND v.number = t.current_version
     ORDER BY w.name`;
}
