// What was put off: a secret's rotation, or that of a key of the console. Clocks are the database's.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Reader, Tx } from '../connection/transaction';

export interface SnoozeRow {
  readonly subject: string | null;
  readonly reason: string;
  readonly until: Date;
  readonly snoozedAt: Date;
  readonly snoozedBy: string;
}

/** What is put off: a secret of the scope, or a key of the console. */
export type Snoozed = { readonly secretId: string } | { readonly subject: string };

/** In place of one that there is. */
export async function snoozeRow(
  tx: Tx,
  scope: AuthorizedScope,
  what: Snoozed,
  snooze: {
    readonly id: string;
    readonly reason: string;
    readonly days: number;
    readonly by: string;
  },
): Promise<SnoozeRow> {
  await endSnoozeRows(tx, scope, what, snooze.by);
  const { secretId, subject } = idsOf(what);
  const rows = await tx.$queryRaw<SnoozeRow[]>`
    INSERT INTO rotation_snooze (id, organization_id, secret_id, subject, reason, until, snoozed_at,
                                 snoozed_by)
    VALUES (${snooze.id}::uuid, ${scope.organizationId}::uuid, ${secretId}::uuid, ${subject},
            ${snooze.reason}, clock_timestamp() + make_interval(hours => 24 * ${snooze.days}::int),
            clock_timestamp(), ${snooze.by})
    RETURNING subject, reason, until, snoozed_at AS "snoozedAt", snoozed_by AS "snoozedBy"`;
  return rows[0]!;
}

/**
 * For how long it was put off so far, in seconds, since its current value is there; of a key of the console
 * that is `since`.
 */
export async function putOffSeconds(
  tx: Tx,
  scope: AuthorizedScope,
  what: Snoozed,
  since: Date | null,
): Promise<number> {
  const { secretId, subject } = idsOf(what);
  const [row] = await tx.$queryRaw<{ seconds: number }[]>`
    SELECT COALESCE(sum(extract(epoch FROM LEAST(until, ended_at, clock_timestamp()) - snoozed_at)),
                    0)::float8 AS seconds
      FROM rotation_snooze
     WHERE organization_id = ${scope.organizationId}::uuid
       AND (secret_id = ${secretId}::uuid OR subject = ${subject})
       AND snoozed_at >= COALESCE(
             (SELECT v.created_at FROM secret s
                JOIN secret_version v ON v.secret_id = s.id AND v.number = s.current_version
               WHERE s.id = ${secretId}::uuid), ${since}::timestamptz, '-infinity')`;
  return row!.seconds;
}

/** How many ended thereby that had not by themselves. */
export async function endSnoozeRows(
  tx: Tx,
  scope: AuthorizedScope,
  what: Snoozed,
  by: string,
): Promise<number> {
  const { secretId, subject } = idsOf(what);
  return tx.$executeRaw`
    UPDATE rotation_snooze SET ended_at = clock_timestamp(), ended_by = ${by}
     WHERE organization_id = ${scope.organizationId}::uuid AND ended_at IS NULL
       AND until > clock_timestamp()
       AND (secret_id = ${secretId}::uuid OR subject = ${subject})`;
}

/** Those of keys of the console that count still, as far as time goes; the latest of each first. */
export async function listSubjectSnoozes(
  reader: Reader,
  organizationId: string,
): Promise<SnoozeRow[]> {
  return reader.$queryRaw<SnoozeRow[]>`
    SELECT subject, reason, until, snoozed_at AS "snoozedAt", snoozed_by AS "snoozedBy"
      FROM rotation_snooze
     WHERE organization_id = ${organizationId}::uuid AND subject IS NOT NULL
       AND ended_at IS NULL AND until > now()
     ORDER BY snoozed_at DESC`;
}

function idsOf(what: Snoozed): { secretId: string | null; subject: string | null } {
  return 'secretId' in what
    ? { secretId: what.secretId, subject: null }
    : { secretId: null, subject: what.subject };
}
