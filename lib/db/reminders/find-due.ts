// Finds whom to remind of what: reminders that are not there yet, of everything that is due in an organization.

import 'server-only';
import { ESCALATE_DAYS, REMIND_DAYS } from '@/lib/domain/reminder';
import type { ReminderStage } from '@/lib/domain/reminder';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader, Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { judgedSecrets } from '../rotation/judged-secrets';

/** Built-in roles by name, custom ones by their permissions. */
export interface ReceivingRoles {
  /** Give `secrets:list`. */
  readonly lists: readonly string[];
  /** Give `members:manage`. */
  readonly manages: readonly string[];
}

export interface FoundReminders {
  readonly secretId: string;
  readonly name: string;
  readonly scopeId: string;
  readonly kind: ScopeKind;
  readonly path: string;
  readonly version: number;
  readonly stage: ReminderStage;
  /** Webhooks and people that are told newly. */
  readonly receivers: number;
}

export async function listLiveOrganizations(reader: Reader): Promise<string[]> {
  const rows = await reader.scope.findMany({
    where: { kind: 'organization', deletedAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => id);
}

/**
 * Writes at most `limit` reminders, to be sent at once; any number of nodes may ask at the same time. Webhooks
 * are told the latest stage alone. People are told only of what they may list, and nobody where `mail` is off.
 */
export async function insertDueReminders(
  tx: Tx,
  organizationId: string,
  roles: ReceivingRoles,
  { mail, limit }: { readonly mail: boolean; readonly limit: number },
): Promise<FoundReminders[]> {
  const people = mail ? PEOPLE : Prisma.empty;
  return tx.$queryRaw<FoundReminders[]>`
    WITH late AS MATERIALIZED (${lateSecrets(organizationId)}), ${holders(organizationId, roles)},
    receivers AS (
      SELECT late.id, h.id AS hook_id, NULL::uuid AS user_id, late.stage
        FROM late JOIN reminder_hook h ON h.scope_id = ANY (late.lineage)
      ${people}
    ), fresh AS (
      SELECT r.hook_id, r.user_id, r.stage, r.stage || ':' || late.id || ':' || late.version AS topic, late.id
        FROM receivers r JOIN late USING (id)
    ), wanted AS (
      SELECT fresh.* FROM fresh
       WHERE NOT EXISTS (SELECT FROM reminder o WHERE o.hook_id = fresh.hook_id AND o.topic = fresh.topic)
         AND NOT EXISTS (SELECT FROM reminder o WHERE o.user_id = fresh.user_id AND o.topic = fresh.topic)
       ORDER BY fresh.id, fresh.topic LIMIT ${limit}
    ), made AS (
      INSERT INTO reminder (id, organization_id, hook_id, user_id, topic, body, next_attempt_at)
      SELECT gen_random_uuid(), ${organizationId}::uuid, w.hook_id, w.user_id, w.topic,
             ${BODY}, now()
        FROM wanted w JOIN late USING (id)
      ON CONFLICT DO NOTHING RETURNING topic
    )
    SELECT late.id AS "secretId", late.name, late.scope_id AS "scopeId", late.kind, late.path,
           late.version, split_part(made.topic, ':', 1) AS stage, count(*)::int AS receivers
      FROM made JOIN late ON late.id::text = split_part(made.topic, ':', 2)
     GROUP BY late.id, late.name, late.scope_id, late.kind, late.path, late.version, made.topic
     ORDER BY late.path COLLATE "C", late.name COLLATE "C"`;
}

function lateSecrets(organizationId: string): Prisma.Sql {
  const sight = { organizationId, roots: [organizationId], namePatterns: [] };
  return Prisma.sql`
      SELECT j.id, j.name, j.type, j.scope_id, j.kind::text AS kind, j.path, j.lineage, j.window_days,
             j.due_at, j.owner_user_id, t.lineage AS owner_lineage, s.current_version AS version,
             CASE WHEN j.due_at <= now() - make_interval(hours => ${24 * ESCALATE_DAYS}::int) THEN 'escalated'
                  WHEN j.due_at <= now() THEN 'overdue' ELSE 'due' END AS stage
        FROM (${judgedSecrets(sight)}) j
        JOIN secret s ON s.id = j.id
        LEFT JOIN scope t ON t.id = j.owner_team_id
       WHERE NOT j.snoozed AND j.due_at <= now() + make_interval(hours => ${24 * REMIND_DAYS}::int)`;
}

/** Who may list, and who manages, in each scope of what is late; then who of them owns each secret. */
function holders(organizationId: string, { lists, manages }: ReceivingRoles): Prisma.Sql {
  return Prisma.sql`
    held AS (
      SELECT u.id AS user_id, g.scope_id,
             g.role = ANY (${[...lists]}::text[]) OR 'secrets:list' = ANY (r.permissions) AS lists,
             g.role = ANY (${[...manages]}::text[]) OR 'members:manage' = ANY (r.permissions) AS manages
        FROM scope_grant g
        JOIN scope c ON c.id = g.scope_id AND c.deleted_at IS NULL
        LEFT JOIN custom_role r ON r.id = g.custom_role_id
        LEFT JOIN group_member m ON m.group_id = g.group_id
        JOIN app_user u ON u.id = COALESCE(g.user_id, m.user_id) AND u.deactivated_at IS NULL
       WHERE c.organization_id = ${organizationId}::uuid
    ), at_scope AS (
      SELECT place.scope_id, held.user_id, bool_or(held.manages) AS manages
        FROM (SELECT DISTINCT scope_id, lineage FROM late) place
        JOIN held ON held.scope_id = ANY (place.lineage)
       GROUP BY place.scope_id, held.user_id HAVING bool_or(held.lists)
    ), owners AS (
      SELECT late.id, a.user_id FROM late JOIN at_scope a USING (scope_id)
       WHERE a.user_id = late.owner_user_id
          OR EXISTS (SELECT FROM held WHERE held.user_id = a.user_id AND held.manages
                        AND held.scope_id = ANY (late.owner_lineage))
    )`;
}

/** Without an owner who can be told, those who manage the scope are told that it is overdue at once. */
const PEOPLE = Prisma.sql`
      UNION ALL
      SELECT id, NULL, owners.user_id, CASE late.stage WHEN 'due' THEN 'due' ELSE 'overdue' END
        FROM late JOIN owners USING (id)
      UNION ALL
      SELECT late.id, NULL, a.user_id, late.stage
        FROM late JOIN at_scope a USING (scope_id)
       WHERE a.manages AND (late.stage = 'escalated' OR (late.stage = 'overdue'
             AND NOT EXISTS (SELECT FROM owners o WHERE o.id = late.id)))`;

const instant = (at: Prisma.Sql) =>
  Prisma.sql`to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** As `ReminderBody` of `reminders.ts` reads it. */
const BODY = Prisma.sql`
             json_build_object(
               'type', 'rotation.' || w.stage, 'timestamp', ${instant(Prisma.sql`now()`)},
               'data', json_build_object(
                 'secretId', late.id, 'key', late.name, 'scopeId', late.scope_id, 'scope', late.path,
                 'type', late.type, 'version', late.version, 'windowDays', late.window_days,
                 'dueAt', ${instant(Prisma.sql`late.due_at`)}))`;
