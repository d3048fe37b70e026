// The secrets below a scope by how they are doing: summed by place, and the overdue ones one by one.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ScopeKind } from '@/lib/domain/scope';
import { DUE_DAYS } from '@/lib/domain/secret-health';
import type { SecretHealth } from '@/lib/domain/secret-health';
import type { SecretType } from '@/lib/domain/secret-kinds';
import type { Reader } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { judgedSecrets } from '../rotation/judged-secrets';

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
  const sight = { organizationId: scope.organizationId, roots: [scope.id], namePatterns };
  return Prisma.sql`
    SELECT judged.*,
           CASE WHEN is_alias THEN 'alias'
                WHEN since IS NULL THEN 'no_value'
                WHEN snoozed AND due_at <= now() + ${AHEAD} THEN 'snoozed'
                WHEN lost_at IS NOT NULL THEN 'lost'
                WHEN expires_at <= now() THEN 'expired'
                WHEN old_at <= now() THEN 'overdue'
                WHEN expires_at <= now() + ${AHEAD} THEN 'expiring'
                WHEN old_at <= now() + ${AHEAD} THEN 'due'
                ELSE 'current' END AS health,
           CASE WHEN lost_at IS NOT NULL THEN lost_at
                WHEN expires_at <= now() THEN expires_at
                ELSE old_at END AS so_since
      FROM (${judgedSecrets(sight)}) judged`;
}

const AHEAD = Prisma.sql`make_interval(hours => 24 * ${DUE_DAYS}::int)`;

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
           floor(extract(epoch FROM now() - h.so_since) / 86400)::int AS days
      FROM (${healths(scope, namePatterns)}) h
      LEFT JOIN app_user u ON u.id = h.owner_user_id
      LEFT JOIN scope t ON t.id = h.owner_team_id
     WHERE h.health IN ('lost', 'expired', 'overdue')
     ORDER BY h.so_since, h.id
     LIMIT ${limit}`;
}
