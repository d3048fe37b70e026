// Finds which versions have a value that was pasted, by keyed tags.

import 'server-only';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from '../secrets/name-likes';

export interface TriedTag {
  readonly keyId: string;
  readonly tag: Uint8Array<ArrayBuffer>;
}

export interface MatchSight {
  readonly organizationId: string;
  /** What is at and below any of these. */
  readonly roots: readonly string[];
  /** Empty: all names. */
  readonly namePatterns: readonly string[];
  readonly limit: number;
}

export interface MatchRow {
  readonly secretId: string;
  readonly name: string;
  readonly scopeId: string;
  readonly kind: ScopeKind;
  readonly path: string;
  readonly number: number;
  readonly destroyedAt: Date | null;
  readonly lostAt: Date | null;
  readonly currentVersion: number | null;
  readonly previousVersion: number | null;
  readonly stagedVersion: number | null;
  readonly openCaseId: string | null;
}

/** The match keys that an organization has. */
export async function listMatchKeyIds(reader: Reader, organizationId: string): Promise<string[]> {
  const rows = await reader.dataKey.findMany({
    where: { ownerId: organizationId, purpose: 'match' },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Of live secrets within sight; newer versions first. */
export async function findTagged(
  reader: Reader,
  tried: readonly TriedTag[],
  { organizationId, roots, namePatterns, limit }: MatchSight,
): Promise<MatchRow[]> {
  const likes = nameLikes(namePatterns);
  const named =
    likes.length === 0 ? Prisma.empty : Prisma.sql`AND s.name LIKE ANY (${likes}::text[])`;
  const tags = tried.map(({ tag }) => Buffer.from(tag).toString('hex'));
  return reader.$queryRaw<MatchRow[]>`
    SELECT s.id AS "secretId", s.name, c.id AS "scopeId", c.kind::text AS kind, c.path, v.number,
           v.destroyed_at AS "destroyedAt", v.lost_at AS "lostAt",
           s.current_version AS "currentVersion", s.previous_version AS "previousVersion",
           s.staged_version AS "stagedVersion", l.id AS "openCaseId"
      FROM unnest(${tried.map(({ keyId }) => keyId)}::uuid[], ${tags}::text[]) AS t(key_id, tag)
      JOIN secret_version v ON v.match_tag = decode(t.tag, 'hex') AND v.match_key_id = t.key_id
                           AND v.destroyed_at IS NULL
      JOIN secret s ON s.id = v.secret_id AND s.deleted_at IS NULL
                   AND s.organization_id = ${organizationId}::uuid
      JOIN scope c ON c.id = s.scope_id AND c.deleted_at IS NULL
                  AND c.lineage && ${[...roots]}::uuid[]
      LEFT JOIN leak_case l ON l.secret_id = s.id AND l.state = 'open'
     WHERE TRUE ${named}
     ORDER BY (v.number = s.current_version) DESC NULLS LAST, c.path, s.name, v.number DESC
     LIMIT ${limit}`;
}
