// The re-entry worksheet: secrets whose value was lost with a master key, and how far they have come back.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ScopeKind } from '@/lib/domain/scope';
import type { SecretType } from '@/lib/domain/secret-kinds';
import type { WorksheetGroup, WorksheetState } from '@/lib/domain/worksheet';
import { Prisma } from '../generated/client.ts';
import type { Reader } from '../connection/transaction';
import { nameLikes } from '../secrets/name-likes';

export interface WorksheetFilter {
  readonly state?: WorksheetState | undefined;
  readonly type?: SecretType | undefined;
  readonly owner?: { readonly userId: string } | { readonly teamId: string } | 'none' | undefined;
  /** Only names within one of these (`lib/domain/name-pattern.ts`); empty: all. */
  readonly namePatterns: readonly string[];
}

export interface WorksheetDbRow {
  readonly id: string;
  readonly name: string;
  readonly type: SecretType;
  readonly description: string | null;
  readonly scopeId: string;
  readonly scopeKind: ScopeKind;
  readonly scopePath: string;
  readonly ownerUserId: string | null;
  readonly ownerTeamId: string | null;
  readonly ownerName: string | null;
  readonly dependents: number;
  readonly lostVersion: number;
  readonly lostAt: Date;
  readonly state: WorksheetState;
  readonly enteredAt: Date | null;
  readonly enteredBy: string | null;
}

/** A deleted secret needs no value any more. */
function lines(scope: AuthorizedScope, filter: WorksheetFilter): Prisma.Sql {
  const likes = nameLikes(filter.namePatterns);
  return Prisma.sql`
    SELECT s.id, s.name, s.type, s.description, s.owner_user_id, s.owner_team_id,
           c.id AS scope_id, c.kind::text AS scope_kind, c.path, l.version AS lost_version,
           r.at AS lost_at, COALESCE(ou.name, ot.name) AS owner_name,
           v.created_at AS entered_at, v.created_by AS entered_by, v.lost_at IS NULL AS has_value,
           CASE WHEN v.lost_at IS NOT NULL THEN 'open'
                WHEN s.current_version > l.version THEN 'entered' ELSE 'recovered' END AS state
      FROM lost_secret l
      JOIN key_reset r ON r.id = l.reset_id
      JOIN secret s ON s.id = l.secret_id AND s.deleted_at IS NULL
      JOIN scope c ON c.id = s.scope_id AND c.lineage @> ARRAY[${scope.id}::uuid]
      JOIN secret_version v ON v.secret_id = s.id AND v.number = s.current_version
      LEFT JOIN app_user ou ON ou.id = s.owner_user_id
      LEFT JOIN scope ot ON ot.id = s.owner_team_id
     WHERE l.organization_id = ${scope.organizationId}::uuid
       AND (${filter.type ?? null}::text IS NULL OR s.type = ${filter.type ?? null})
       AND ${ownedBy(filter.owner)}
       AND (${likes.length} = 0 OR s.name LIKE ANY(${likes}::text[]))`;
}

function ownedBy(owner: WorksheetFilter['owner']): Prisma.Sql {
  if (owner === undefined) return Prisma.sql`TRUE`;
  if (owner === 'none') return Prisma.sql`s.owner_user_id IS NULL AND s.owner_team_id IS NULL`;
  if ('userId' in owner) return Prisma.sql`s.owner_user_id = ${owner.userId}::uuid`;
  return Prisma.sql`s.owner_team_id = ${owner.teamId}::uuid`;
}

/** One page, by scope path and name; `after` is the id of the last secret of the page before. */
export async function listWorksheetRows(
  reader: Reader,
  scope: AuthorizedScope,
  filter: WorksheetFilter,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<WorksheetDbRow[]> {
  const beyond = page.after
    ? Prisma.sql`(path COLLATE "C", name COLLATE "C", id) > (
        SELECT c.path, s.name, s.id FROM secret s JOIN scope c ON c.id = s.scope_id
         WHERE s.id = ${page.after}::uuid)`
    : Prisma.sql`TRUE`;
  return reader.$queryRaw<WorksheetDbRow[]>`
    WITH line AS (${lines(scope, filter)}), page AS (
      SELECT * FROM line
       WHERE (${filter.state ?? null}::text IS NULL OR state = ${filter.state ?? null}) AND ${beyond}
       ORDER BY path COLLATE "C", name COLLATE "C", id LIMIT ${page.limit}
    )
    SELECT id, name, type, description, scope_id AS "scopeId", scope_kind AS "scopeKind",
           path AS "scopePath", owner_user_id AS "ownerUserId", owner_team_id AS "ownerTeamId",
           owner_name AS "ownerName", lost_version AS "lostVersion", lost_at AS "lostAt", state,
           CASE WHEN has_value THEN entered_at END AS "enteredAt",
           CASE WHEN has_value THEN entered_by END AS "enteredBy",
           (SELECT count(*) FROM secret a
             WHERE a.alias_of_id = page.id AND a.deleted_at IS NULL)::int AS dependents
      FROM page ORDER BY path COLLATE "C", name COLLATE "C", id`;
}

export interface WorksheetGroupRow {
  /** `user:` or `team:` before an owner's id; null for no owner, or for the whole. */
  readonly id: string | null;
  readonly name: string | null;
  readonly open: number;
  readonly done: number;
}

const GROUPS: Readonly<Record<WorksheetGroup, readonly [Prisma.Sql, Prisma.Sql]>> = {
  owner: [
    Prisma.sql`CASE WHEN owner_user_id IS NOT NULL THEN 'user:' || owner_user_id
                    WHEN owner_team_id IS NOT NULL THEN 'team:' || owner_team_id END`,
    Prisma.sql`owner_name`,
  ],
  scope: [Prisma.sql`path`, Prisma.sql`path`],
  type: [Prisma.sql`type`, Prisma.sql`type`],
};

/** Open and done lines summed by what they have in common, the most open ones first. */
export async function sumWorksheet(
  reader: Reader,
  scope: AuthorizedScope,
  by: WorksheetGroup,
  namePatterns: readonly string[],
): Promise<WorksheetGroupRow[]> {
  const [id, name] = GROUPS[by];
  return reader.$queryRaw<WorksheetGroupRow[]>`
    WITH line AS (${lines(scope, { namePatterns })})
    SELECT ${id} AS id, ${name} AS name,
           (count(*) FILTER (WHERE state = 'open'))::int AS open,
           (count(*) FILTER (WHERE state <> 'open'))::int AS done
      FROM line GROUP BY 1, 2 ORDER BY open DESC, name NULLS LAST LIMIT 1000`;
}

/** People of the organization whose second factor was lost, and whether they have one again. */
export async function listLostSecondFactors(
  reader: Reader,
  organizationId: string,
): Promise<{ name: string; email: string; again: boolean }[]> {
  return reader.$queryRaw<{ name: string; email: string; again: boolean }[]>`
    SELECT DISTINCT u.name, u.email, EXISTS (
             SELECT FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL
           ) AS again
      FROM lost_second_factor l JOIN app_user u ON u.id = l.user_id
     WHERE u.organization_id = ${organizationId}::uuid AND u.deactivated_at IS NULL
     ORDER BY u.email LIMIT 1000`;
}

/** Live secrets of the organization whose current version is still lost. */
export async function countOpenWorksheet(reader: Reader, organizationId: string): Promise<number> {
  const [row] = await reader.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count
      FROM lost_secret l
      JOIN secret s ON s.id = l.secret_id AND s.deleted_at IS NULL
      JOIN secret_version v ON v.secret_id = s.id AND v.number = s.current_version
     WHERE l.organization_id = ${organizationId}::uuid AND v.lost_at IS NOT NULL`;
  return row?.count ?? 0;
}
