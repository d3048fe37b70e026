// The reminders of a scope: listed, and those that were given up brought back.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader, Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import type { ReminderBody } from './reminders';

export interface ReminderRow {
  readonly id: string;
  readonly body: ReminderBody;
  readonly createdAt: Date;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly sentAt: Date | null;
  readonly deadAt: Date | null;
  readonly failure: string | null;
  /** One of both is there. */
  readonly hookId: string | null;
  readonly email: string | null;
}

const OF_SCOPE = (scope: AuthorizedScope) => Prisma.sql`
      FROM reminder r
      JOIN secret s ON s.id = split_part(r.topic, ':', 2)::uuid
      JOIN scope c ON c.id = s.scope_id AND c.lineage @> ARRAY[${scope.id}::uuid]
      LEFT JOIN reminder_hook h ON h.id = r.hook_id
      LEFT JOIN app_user u ON u.id = r.user_id
     WHERE r.organization_id = ${scope.organizationId}::uuid
       AND (r.user_id IS NOT NULL OR h.scope_id = ${scope.id}::uuid)`;

/** About secrets at and below the scope, to its webhooks and to people: what was given up first, then the newest. */
export async function listReminderRows(
  reader: Reader,
  scope: AuthorizedScope,
  page: { readonly after: string | null; readonly limit: number },
): Promise<ReminderRow[]> {
  return reader.$queryRaw<ReminderRow[]>`
    SELECT r.id, r.body, r.created_at AS "createdAt", r.attempts, r.next_attempt_at AS "nextAttemptAt",
           r.sent_at AS "sentAt", r.dead_at AS "deadAt", r.failure, r.hook_id AS "hookId", u.email
      ${OF_SCOPE(scope)}
       AND (${page.after}::uuid IS NULL OR EXISTS (
             SELECT FROM reminder a WHERE a.id = ${page.after}::uuid
                AND (r.dead_at IS NULL, a.created_at, a.id) > (a.dead_at IS NULL, r.created_at, r.id)))
     ORDER BY r.dead_at IS NULL, r.created_at DESC, r.id DESC
     LIMIT ${page.limit}`;
}

export interface RevivedReminder {
  readonly body: ReminderBody;
  readonly scopeKind: ScopeKind;
  /** One of both is there. */
  readonly hook: { readonly id: string; readonly url: string } | null;
  readonly user: { readonly id: string; readonly email: string } | null;
}

/** A dead one is due at once, as often as at first. Null where there is none there that is dead. */
export async function reviveReminder(
  tx: Tx,
  scope: AuthorizedScope,
  id: string,
): Promise<RevivedReminder | null> {
  const [row] = await tx.$queryRaw<RevivedReminder[]>`
    WITH there AS (
      SELECT r.id, c.kind AS "scopeKind",
             CASE WHEN h.id IS NOT NULL THEN json_build_object('id', h.id, 'url', h.url) END AS hook,
             CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'email', u.email) END AS "user"
        ${OF_SCOPE(scope)} AND r.id = ${id}::uuid)
    UPDATE reminder r SET dead_at = NULL, attempts = 0, next_attempt_at = now()
      FROM there WHERE r.id = there.id AND r.dead_at IS NOT NULL
    RETURNING r.body, there."scopeKind", there.hook, there."user"`;
  return row ?? null;
}
