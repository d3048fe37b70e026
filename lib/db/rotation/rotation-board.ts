// The board: what must be replaced, in the order in which it is due, a page at a time.

import 'server-only';
import { DUE_DAYS, UPCOMING_DAYS } from '@/lib/domain/rotation';
import type { DueCause, RotationStatus } from '@/lib/domain/rotation';
import type { ScopeKind } from '@/lib/domain/scope';
import type { SecretType } from '@/lib/domain/secret-kinds';
import type { Reader } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from '../secrets/name-likes';
import type { SecretFilter } from '../secrets/secret-order';
import { HERE } from '../workers/worker-list';
import { judgedSecrets, statusColumn } from './judged-secrets';
import type { RotationSight } from './judged-secrets';

/** What the board is narrowed to; all that is given must fit. */
export interface RotationFilter extends RotationSight {
  readonly type?: SecretType | undefined;
  readonly owner?: SecretFilter['owner'];
  readonly q?: string | undefined;
  /** Guided rotations at home at or below these are told of their secrets. */
  readonly runRoots: readonly string[];
}

/** A key of the console among the secrets, as far as its place goes. */
export interface BoardKey {
  /** Its subject. */
  readonly id: string;
  readonly since: Date;
  readonly windowDays: number;
  readonly dueAt: Date;
  readonly snoozed: boolean;
}

/** Where a page begins: the texts of the last row before it. */
export interface BoardPlace {
  /** To the microsecond, in UTC, or `infinity`. */
  readonly due: string;
  readonly id: string;
}

export interface BoardRow extends BoardPlace {
  readonly isKey: boolean;
  readonly status: RotationStatus;
  readonly now: Date;
  readonly dueAt: Date | null;
  readonly ageDays: number;
  /** The rest is null for a key of the console. */
  readonly name: string | null;
  readonly type: SecretType | null;
  readonly scopeId: string | null;
  readonly kind: ScopeKind | null;
  readonly path: string | null;
  readonly ownerUserId: string | null;
  readonly ownerTeamId: string | null;
  readonly ownerName: string | null;
  readonly since: Date | null;
  readonly windowDays: number | null;
  readonly byOwn: boolean | null;
  readonly windowId: string | null;
  readonly windowPath: string | null;
  readonly windowLooser: boolean | null;
  readonly cause: DueCause | null;
  readonly snoozed: boolean;
  readonly snoozeReason: string | null;
  readonly snoozeUntil: Date | null;
  readonly snoozedAt: Date | null;
  readonly snoozedBy: string | null;
  readonly aliases: number;
  readonly workers: number;
  readonly runId: string | null;
  readonly runTitle: string | null;
}

const STATUS = statusColumn(DUE_DAYS, UPCOMING_DAYS);

/** One page of secrets with a value, and of `keys`, in one statement. Without statuses: of every one. */
export async function listBoardRows(
  reader: Reader,
  filter: RotationFilter,
  keys: readonly BoardKey[],
  page: {
    readonly statuses: readonly RotationStatus[];
    readonly after?: BoardPlace | undefined;
    readonly limit: number;
  },
): Promise<BoardRow[]> {
  const wanted =
    page.statuses.length === 0
      ? Prisma.empty
      : Prisma.sql`AND status = ANY (${[...page.statuses]}::text[])`;
  const beyond = page.after
    ? Prisma.sql`AND (due_key, row_id) > (${page.after.due}::timestamptz, ${page.after.id})`
    : Prisma.empty;
  return reader.$queryRaw<BoardRow[]>`
    SELECT page.row_id AS id, page.is_key AS "isKey", page.status, now() AS now,
           COALESCE(to_char(page.due_key AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'infinity')
             AS due,
           page.due_at AS "dueAt", page.name, page.type, page.scope_id AS "scopeId",
           page.kind::text AS kind, page.path, page.owner_user_id AS "ownerUserId",
           page.owner_team_id AS "ownerTeamId", COALESCE(u.name, t.name) AS "ownerName",
           page.since, greatest(floor(extract(epoch FROM now() - page.since) / 86400), 0)::int AS "ageDays",
           page.window_days AS "windowDays", page.by_own AS "byOwn", page.window_id AS "windowId",
           wp.path AS "windowPath", w.looser AS "windowLooser", page.cause, page.snoozed,
           page.snooze_reason AS "snoozeReason", page.snooze_until AS "snoozeUntil",
           page.snoozed_at AS "snoozedAt", page.snoozed_by AS "snoozedBy",
           (SELECT count(*)::int FROM secret a
             WHERE a.alias_of_id = page.id AND a.deleted_at IS NULL) AS aliases,
           COALESCE(holders.workers, 0) AS workers, run.id AS "runId", run.title AS "runTitle"
      FROM (SELECT * FROM (${rowsOf(filter, keys)}) listed
             WHERE TRUE ${wanted} ${beyond}
             ORDER BY due_key, row_id LIMIT ${page.limit}) page
      LEFT JOIN app_user u ON u.id = page.owner_user_id
      LEFT JOIN scope t ON t.id = page.owner_team_id
      LEFT JOIN rotation_window w ON w.id = page.window_id
      LEFT JOIN scope wp ON wp.id = w.scope_id
      LEFT JOIN (${workersOf(filter.organizationId)}) holders ON holders.id = page.id
      LEFT JOIN (${openRuns(filter)}) run ON run.secret_id = page.id
     ORDER BY page.due_key, page.row_id`;
}

/** How many run with a value of each secret now: by `id`. */
function workersOf(organizationId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT named.id, count(DISTINCT w.id)::int AS workers
      FROM worker w JOIN delivery_item i ON i.delivery_id = w.delivery_id
      JOIN LATERAL (VALUES (i.source_id), (i.winner_id)) named(id) ON TRUE
     WHERE w.organization_id = ${organizationId}::uuid AND ${HERE}
     GROUP BY named.id`;
}

/** The open rotation of each secret, where the rotation itself may be seen: its title may name others. */
function openRuns({ runRoots, namePatterns }: RotationFilter): Prisma.Sql {
  const likes = nameLikes(namePatterns);
  return Prisma.sql`
    SELECT i.open_secret_id AS secret_id, r.id, r.title
      FROM rotation_item i
      JOIN rotation_run r ON r.id = i.run_id
      JOIN scope c ON c.id = r.scope_id AND c.lineage && ${[...runRoots]}::uuid[]
     WHERE i.open_secret_id IS NOT NULL
       AND (${likes.length === 0} OR NOT EXISTS (
             SELECT FROM rotation_item x
              WHERE x.run_id = r.id AND x.name NOT LIKE ALL (${likes}::text[])))`;
}

/** A query of all rows with their status and what they are sorted by. */
export function rowsOf(filter: RotationFilter, keys: readonly BoardKey[]): Prisma.Sql {
  const of = <Key extends keyof BoardKey>(name: Key) => keys.map((key) => key[name]);
  return Prisma.sql`
    SELECT rows.*, ${STATUS} AS status, COALESCE(due_at, 'infinity') AS due_key
      FROM (
        SELECT FALSE AS is_key, judged.id::text COLLATE "C" AS row_id, judged.id, judged.name,
               judged.type, judged.scope_id, judged.kind, judged.path, judged.owner_user_id,
               judged.owner_team_id, judged.since, judged.window_days, judged.by_own,
               judged.window_id, judged.due_at, judged.cause, judged.snoozed, judged.snooze_reason,
               judged.snooze_until, judged.snoozed_at, judged.snoozed_by
          FROM (${judgedSecrets(filter)}) judged
         WHERE ${Prisma.join([...conditions(filter)], ' AND ')}
        UNION ALL
        SELECT TRUE, key.id COLLATE "C", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, key.since,
               key.days, NULL, NULL, key.due_at, 'age', key.snoozed, NULL, NULL, NULL, NULL
          FROM unnest(${of('id')}::text[], ${of('since')}::timestamptz[], ${of('windowDays')}::int[],
                      ${of('dueAt')}::timestamptz[], ${of('snoozed')}::bool[])
               AS key(id, since, days, due_at, snoozed)
      ) rows`;
}

function* conditions({ type, owner, q }: RotationFilter): Generator<Prisma.Sql> {
  yield Prisma.sql`judged.since IS NOT NULL`;
  if (type !== undefined) yield Prisma.sql`judged.type = ${type}`;
  if (q) {
    const pattern = `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    yield Prisma.sql`lower(judged.name) LIKE ${pattern}`;
  }
  if (owner === 'none') {
    yield Prisma.sql`judged.owner_user_id IS NULL AND judged.owner_team_id IS NULL`;
  } else if (owner && 'userId' in owner) {
    yield Prisma.sql`judged.owner_user_id = ${owner.userId}::uuid`;
  } else if (owner) {
    yield Prisma.sql`judged.owner_team_id = ${owner.teamId}::uuid`;
  }
}
