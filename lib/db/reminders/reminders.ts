// Reminders on their way: claimed, sent, tried again, given up.

import 'server-only';
import type { ReminderStage } from '@/lib/domain/reminder';
import type { SecretType } from '@/lib/domain/secret-kinds';
import type { Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { IN_SERVICE } from './reminder-hooks';
import type { SealedHook } from './reminder-hooks';

/** As it is stored: ids are UUIDs, instants ISO texts. */
export interface ReminderBody {
  readonly type: `rotation.${ReminderStage}`;
  readonly timestamp: string;
  readonly data: {
    readonly secretId: string;
    readonly key: string;
    readonly scopeId: string;
    readonly scope: string;
    readonly type: SecretType;
    readonly version: number;
    readonly windowDays: number | null;
    readonly dueAt: string;
  };
}

/** What is about a secret that is gone, has another version or is put off. */
const ENDED = Prisma.sql`(
      NOT EXISTS (SELECT FROM secret s
                   WHERE s.id = split_part(r.topic, ':', 2)::uuid AND s.deleted_at IS NULL
                     AND s.current_version = split_part(r.topic, ':', 3)::int))`;
const PUT_OFF = Prisma.sql`
      EXISTS (SELECT FROM rotation_snooze z
               WHERE z.secret_id = split_part(r.topic, ':', 2)::uuid AND z.ended_at IS NULL
                 AND z.until > now())`;

/** Forgets what has ended: at once what was not sent, after `keepDays` what was. */
export async function dropEndedReminders(tx: Tx, keepDays: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM reminder r
     WHERE (r.sent_at IS NULL AND (${ENDED} OR ${PUT_OFF}))
        OR (r.sent_at < now() - make_interval(days => ${keepDays}::int) AND ${ENDED})`;
}

interface Claim {
  readonly limit: number;
  /** No other node takes them meanwhile; any does afterwards if this one never says how it went. */
  readonly seconds: number;
}

export interface ClaimedPost {
  readonly id: string;
  readonly attempts: number;
  readonly body: ReminderBody;
  readonly hook: SealedHook;
}

/** The next posts that are due, of webhooks in service: one of each before a second of any. */
export async function claimDueReminders(tx: Tx, { limit, seconds }: Claim): Promise<ClaimedPost[]> {
  const rows = await tx.$queryRaw<(Omit<ClaimedPost, 'hook'> & SealedHook & { hookId: string })[]>`
    WITH waiting AS (
      SELECT r.id, row_number() OVER (PARTITION BY h.id ORDER BY r.next_attempt_at, r.id) AS turn
        FROM reminder r
        JOIN reminder_hook h ON h.id = r.hook_id
        JOIN scope c ON c.id = h.scope_id AND c.deleted_at IS NULL
       WHERE r.next_attempt_at <= now() AND ${IN_SERVICE} AND NOT ${ENDED} AND NOT ${PUT_OFF}
    ), due AS (
      SELECT r.id FROM waiting w JOIN reminder r ON r.id = w.id AND r.next_attempt_at <= now()
       ORDER BY w.turn, r.next_attempt_at, r.id LIMIT ${limit} FOR UPDATE OF r SKIP LOCKED
    )
    UPDATE reminder r
       SET attempts = r.attempts + 1, next_attempt_at = now() + make_interval(secs => ${seconds})
      FROM due, reminder_hook h WHERE due.id = r.id AND h.id = r.hook_id
    RETURNING r.id, r.attempts, r.body, h.id AS "hookId", h.organization_id AS "organizationId",
              h.scope_id AS "scopeId", h.url, h.data_key_id AS "dataKeyId", h.envelope`;
  return rows.map(({ id, attempts, body, hookId, ...hook }) => ({
    ...{ id, attempts, body },
    hook: { ...hook, id: hookId },
  }));
}

export interface ClaimedMail {
  readonly id: string;
  readonly attempts: number;
  readonly body: ReminderBody;
  readonly userId: string;
  readonly organizationId: string;
  readonly email: string;
}

/** All that is due to one person who was not written to within a day; nothing where there is nobody. */
export async function claimDueMail(tx: Tx, seconds: number): Promise<ClaimedMail[]> {
  return tx.$queryRaw<ClaimedMail[]>`
    WITH person AS (
      SELECT r.user_id FROM reminder r
        JOIN app_user u ON u.id = r.user_id AND u.deactivated_at IS NULL
       WHERE r.next_attempt_at <= now() AND NOT ${ENDED} AND NOT ${PUT_OFF}
         AND NOT EXISTS (
               SELECT FROM reminder o
                WHERE o.user_id = r.user_id
                  AND (o.sent_at > now() - interval '24 hours'
                       OR (o.attempts > 0 AND o.next_attempt_at > now())))
       ORDER BY r.next_attempt_at, r.user_id LIMIT 1
    ), due AS (
      SELECT r.id FROM reminder r
       WHERE r.user_id = (SELECT user_id FROM person) AND r.next_attempt_at <= now()
         AND NOT ${ENDED} AND NOT ${PUT_OFF}
       ORDER BY r.id FOR UPDATE OF r SKIP LOCKED
    )
    UPDATE reminder r
       SET attempts = r.attempts + 1, next_attempt_at = now() + make_interval(secs => ${seconds})
      FROM due, app_user u WHERE due.id = r.id AND u.id = r.user_id
    RETURNING r.id, r.attempts, r.body, r.user_id AS "userId",
              r.organization_id AS "organizationId", u.email`;
}

/** What was claimed; `attempts` tells whether another node has taken it over since. */
export type Claimed = Pick<ClaimedPost, 'id' | 'attempts'>;

/** It arrived, whoever has taken it over meanwhile. */
export async function markSent(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE reminder SET sent_at = now(), next_attempt_at = NULL, dead_at = NULL, failure = NULL
     WHERE id = ANY (${[...ids]}::uuid[]) AND sent_at IS NULL`;
}

/**
 * Tried again after so many seconds; given up where these are null. Nothing where another node has taken it
 * over: what that one says counts.
 */
export async function markNotSent(
  tx: Tx,
  { id, attempts }: Claimed,
  failure: string,
  seconds: number | null,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE reminder
       SET failure = ${failure},
           next_attempt_at = now() + make_interval(secs => ${seconds}::float8),
           dead_at = CASE WHEN ${seconds}::float8 IS NULL THEN now() END
     WHERE id = ${id}::uuid AND attempts = ${attempts} AND sent_at IS NULL`;
}

/** What its receiver may not be told any more. */
export async function dropReminders(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.reminder.deleteMany({ where: { id: { in: [...ids] } } });
}
