// The live secrets of some places, each with its window, when it is due and why, and whether it is put off.

import 'server-only';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from '../secrets/name-likes';
import { windowOf } from './window-rule';

/** Which secrets somebody may see: at and below `roots`, of the names he is limited to. */
export interface RotationSight {
  readonly organizationId: string;
  readonly roots: readonly string[];
  /** Empty: all names. */
  readonly namePatterns: readonly string[];
}

/** Stands for no secret: windows of scopes alone count. */
const NONE = Prisma.sql`'00000000-0000-0000-0000-000000000000'::uuid`;

/**
 * A query with one row for each, aliases and those without a value included. The rule is asked once for
 * each scope, type and secret with windows of its own. `since`, `due_at` and `cause` are null without a value.
 */
export function judgedSecrets(sight: RotationSight): Prisma.Sql {
  const likes = nameLikes(sight.namePatterns);
  const named =
    likes.length === 0 ? Prisma.empty : Prisma.sql`AND s.name LIKE ANY (${likes}::text[])`;
  return Prisma.sql`
    WITH own AS (
      SELECT DISTINCT secret_id FROM rotation_window
       WHERE organization_id = ${sight.organizationId}::uuid AND secret_id IS NOT NULL
         AND ended_at IS NULL
    ), put_off AS (
      SELECT DISTINCT ON (secret_id) secret_id, reason, until, snoozed_at, snoozed_by
        FROM rotation_snooze
       WHERE organization_id = ${sight.organizationId}::uuid AND secret_id IS NOT NULL
         AND ended_at IS NULL AND until > now()
       ORDER BY secret_id, snoozed_at DESC
    ), seen AS (
      SELECT s.id, s.name, s.type, s.owner_user_id, s.owner_team_id, s.expires_at,
             s.rotation_window_days AS own_days, s.alias_of_id IS NOT NULL AS is_alias,
             c.id AS scope_id, c.kind, c.path, c.lineage, COALESCE(own.secret_id, ${NONE}) AS ruled_id,
             v.lost_at, COALESCE(v.backend_at, v.created_at) AS since, v.created_at AS value_at
        FROM scope c
        JOIN secret s ON s.scope_id = c.id AND s.deleted_at IS NULL ${named}
        LEFT JOIN own ON own.secret_id = s.id
        LEFT JOIN secret_version v
               ON v.secret_id = s.id AND v.number = s.current_version AND s.alias_of_id IS NULL
       WHERE c.organization_id = ${sight.organizationId}::uuid
         AND c.lineage && ${[...sight.roots]}::uuid[] AND c.deleted_at IS NULL
    ), ruled AS MATERIALIZED (
      SELECT k.scope_id, k.type, k.ruled_id, rule.days, rule.window_id
        FROM (SELECT DISTINCT scope_id, lineage, type, ruled_id FROM seen) k
        LEFT JOIN LATERAL (${windowOf({
          lineage: Prisma.sql`k.lineage`,
          type: Prisma.sql`k.type`,
          secretId: Prisma.sql`k.ruled_id`,
        })}) rule ON TRUE
    ), dated AS (
      SELECT seen.*, LEAST(ruled.days, seen.own_days) AS window_days,
             CASE WHEN seen.own_days < ruled.days OR ruled.days IS NULL THEN NULL
                  ELSE ruled.window_id END AS window_id,
             COALESCE(seen.own_days < ruled.days, seen.own_days IS NOT NULL) AS by_own,
             seen.since + make_interval(hours => 24 * LEAST(ruled.days, seen.own_days)) AS old_at
        FROM seen JOIN ruled USING (scope_id, type, ruled_id)
    )
    SELECT dated.*, due.due_at,
           CASE WHEN due.due_at IS NULL THEN NULL WHEN dated.lost_at IS NOT NULL THEN 'lost'
                WHEN due.due_at = dated.old_at THEN 'age' ELSE 'expiry' END AS cause,
           put_off.secret_id IS NOT NULL AS snoozed, put_off.reason AS snooze_reason,
           put_off.until AS snooze_until, put_off.snoozed_at, put_off.snoozed_by
      FROM dated
      CROSS JOIN LATERAL (
        SELECT CASE WHEN dated.since IS NULL THEN NULL
                    ELSE COALESCE(dated.lost_at, LEAST(dated.old_at, dated.expires_at)) END AS due_at
      ) due
      LEFT JOIN put_off ON put_off.secret_id = dated.id AND put_off.snoozed_at >= dated.value_at`;
}

/** As `statusOf` of the domain says, of a `due_at` and a `snoozed`. */
export function statusColumn(dueDays: number, upcomingDays: number): Prisma.Sql {
  return Prisma.sql`
    CASE WHEN due_at IS NULL THEN 'unlimited'
         WHEN snoozed THEN 'snoozed'
         WHEN due_at <= now() THEN 'overdue'
         WHEN due_at <= now() + make_interval(hours => 24 * ${dueDays}::int) THEN 'due'
         WHEN due_at <= now() + make_interval(hours => 24 * ${upcomingDays}::int) THEN 'upcoming'
         ELSE 'fine' END`;
}
