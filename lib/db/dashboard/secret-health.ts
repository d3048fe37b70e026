// The secrets below a scope by how they are doing: summed by place, and the overdue ones one by one.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ScopeKind } from '@/lib/domain/scope';
import { DUE_DAYS, TYPE_WINDOWS } from '@/lib/domain/secret-health';
import type { SecretHealth } from '@/lib/domain/secret-health';
import type { SecretType } from '@/lib/domain/secret-kinds';
import type { Reader } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from '../secrets/name-likes';

export interface HealthCount {
  readonly scopeId: string;
  readonly kind: ScopeKind;
  readonly name: string;
  readonly path: string;
  readonly health: SecretHealth;
  readonly count: number;
}

export interface OverdueRow {
  readonly id: string;
  readonly key: string;
  readonly type: SecretType;
  readonly scopeId: string;
  readonly scopeKind: ScopeKind;
  readonly scopePath: string;
  readonly ownerUserId: string | null;
  readonly ownerTeamId: string | null;
  readonly ownerName: string | null;
  readonly health: SecretHealth;
  /** Whole days since it is so. */
  readonly days: number;
}

/** A query of live secrets at and below the scope, each with its health and since when it is so. */
function healths(scope: AuthorizedScope, namePatterns: readonly string[]): Prisma.Sql {
  const named =
    namePatterns.length === 0
      ? Prisma.empty
      : Prisma.sql`AND s.name LIKE ANY (${nameLikes(namePatterns)}::text[])`;
  const types = TYPE_WINDOWS.map(([type]) => type);
  const windows = TYPE_WINDOWS.map(([, days]) => days);
  return Prisma.sql`
    SELECT s.id, s.name, s.type, s.owner_user_id, s.owner_team_id,
           c.id AS scope_id, c.kind, c.path, c.lineage,
           CASE WHEN s.alias_of_id IS NOT NULL THEN 'alias'
                WHEN v.lost_at IS NOT NULL THEN 'lost'
                WHEN v.id IS NULL THEN 'no_value'
                WHEN s.expires_at <= now() THEN 'expired'
                WHEN d.due_at <= now() THEN 'overdue'
                WHEN s.expires_at <= now() + make_interval(days => ${DUE_DAYS}) THEN 'expiring'
                WHEN d.due_at <= now() + make_interval(days => ${DUE_DAYS}) THEN 'due'
                ELSE 'current' END AS health,
           CASE WHEN v.lost_at IS NOT NULL THEN v.lost_at
                WHEN s.expires_at <= now() THEN s.expires_at
                ELSE d.due_at END AS since
      FROM scope c
      JOIN secret s ON s.scope_id = c.id AND s.deleted_at IS NULL ${named}
      LEFT JOIN secret_version v ON v.secret_id = s.id AND v.number = s.current_version
      LEFT JOIN unnest(${types}::text[], ${windows}::int[]) AS w(type, days) ON w.type = s.type
      LEFT JOIN LATERAL (
        SELECT COALESCE(v.backend_at, v.created_at)
               + make_interval(days => COALESCE(s.rotation_window_days, w.days)) AS due_at
      ) d ON TRUE
     WHERE c.lineage @> ARRAY[${scope.id}::uuid] AND c.deleted_at IS NULL`;
}

/** By the scope itself and each scope directly below it, which stands for all below that. */
export async function countHealth(
  reader: Reader,
  scope: AuthorizedScope,
  namePatterns: readonly string[],
): Promise<HealthCount[]> {
  const level = scope.lineage.length + 1;
  return reader.$queryRaw<HealthCount[]>`
    SELECT p.id AS "scopeId", p.kind::text AS kind, p.name, p.path, h.health,
           count(*)::int AS count
      FROM (${healths(scope, namePatterns)}) h
      JOIN scope p ON p.id = COALESCE(h.lineage[${level}::int], h.scope_id)
     GROUP BY p.id, h.health
     ORDER BY p.path COLLATE "C", h.health`;
}

/** What should have been done already, the longest so first. */
export async function listOverdue(
  reader: Reader,
  scope: AuthorizedScope,
  namePatterns: readonly string[],
  limit: number,
): Promise<OverdueRow[]> {
  return reader.$queryRaw<OverdueRow[]>`
    SELECT h.id, h.name AS key, h.type, h.scope_id AS "scopeId", h.kind::text AS "scopeKind",
           h.path AS "scopePath", h.owner_user_id AS "ownerUserId",
           h.owner_team_id AS "ownerTeamId", COALESCE(u.name, t.name) AS "ownerName", h.health,
           floor(extract(epoch FROM now() - h.since) / 86400)::int AS days
      FROM (${healths(scope, namePatterns)}) h
      LEFT JOIN app_user u ON u.id = h.owner_user_id
      LEFT JOIN scope t ON t.id = h.owner_team_id
     WHERE h.health IN ('lost', 'expired', 'overdue')
     ORDER BY h.since, h.id
     LIMIT ${limit}`;
}
