// Lists of workers at and below a scope, the one that started last first.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { FAILED_START_HOLDS_SECONDS, GONE_AFTER_SECONDS } from '@/lib/domain/worker';
import type { RestartRule, WorkerState } from '@/lib/domain/worker';
import type { Reader } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';

export interface WorkerRow {
  readonly id: string;
  readonly appId: string;
  readonly appPath: string;
  readonly briefId: string | null;
  readonly briefTitle: string | null;
  readonly host: string;
  readonly command: string;
  readonly pid: number | null;
  readonly restart: RestartRule;
  readonly state: WorkerState;
  /** Since its last heartbeat. */
  readonly silentSeconds: number;
  readonly staged: boolean;
  readonly only: readonly string[];
  readonly restarts: number;
  readonly startedAt: Date;
  readonly heartbeatAt: Date;
  readonly endedAt: Date | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly restartFailed: string | null;
  readonly askedAt: Date | null;
  readonly askedBy: string | null;
  readonly deliveryId: string | null;
}

export interface WorkerPage {
  /** `here`: neither ended nor gone, and `FAILED_START`; `past`: all others; `missing`: see `MISSING`. */
  readonly show: 'here' | 'past' | 'missing' | 'all';
  readonly after?: string | undefined;
  readonly limit: number;
}

/** What is meant by a worker `w` that is there. */
export const HERE = Prisma.sql`w.state <> 'ended'
  AND w.heartbeat_at > now() - make_interval(secs => ${GONE_AFTER_SECONDS})`;

/**
 * A worker `w` of an app that fell silent for good without a last word, so that its process may run on
 * with what it held, and that nobody dismissed. One that never acknowledged anything never began.
 */
export const MISSING = Prisma.sql`w.state <> 'ended' AND w.brief_id IS NULL
  AND w.heartbeat_at <= now() - make_interval(secs => ${GONE_AFTER_SECONDS})
  AND w.dismissed_at IS NULL
  AND (w.state <> 'starting' OR EXISTS (
        SELECT FROM delivery own
         WHERE own.worker_id = w.id AND own.acknowledged_at IS NOT NULL))`;

/** A worker `w` that ended as it came back from a restart: as long as it stops the roll it is shown. */
export const FAILED_START = Prisma.sql`w.state = 'ended' AND w.brief_id IS NULL
  AND w.restart_failed IS NOT NULL
  AND w.heartbeat_at > now() - make_interval(secs => ${FAILED_START_HOLDS_SECONDS})`;

const SHOWN: Readonly<Record<WorkerPage['show'], Prisma.Sql>> = {
  here: Prisma.sql`AND (${HERE} OR ${FAILED_START})`,
  past: Prisma.sql`AND NOT (${HERE}) AND (${FAILED_START}) IS NOT TRUE`,
  missing: Prisma.sql`AND ${MISSING}`,
  all: Prisma.empty,
};

/** Of the whole installation: whether anything was ever delivered, and how many workers are there. */
export async function countRunners(
  reader: Reader,
): Promise<{ readonly delivered: boolean; readonly workers: number }> {
  const [row] = await reader.$queryRaw<{ delivered: boolean; workers: number }[]>`
    SELECT EXISTS (SELECT FROM delivery) AS delivered,
           (SELECT count(*) FROM worker w WHERE ${HERE})::int AS workers`;
  return row!;
}

export async function listWorkerRows(
  reader: Reader,
  scope: AuthorizedScope,
  { show, after, limit }: WorkerPage,
): Promise<WorkerRow[]> {
  const beyond = after === undefined ? Prisma.empty : Prisma.sql`AND w.id < ${after}::uuid`;
  return reader.$queryRaw<WorkerRow[]>`
    SELECT w.id, w.app_id AS "appId", a.path AS "appPath", w.brief_id AS "briefId",
           b.title AS "briefTitle", w.host, w.command, w.pid, w.restart, w.state::text AS state,
           extract(epoch FROM now() - w.heartbeat_at)::float8 AS "silentSeconds", w.staged, w.only,
           w.restarts, w.started_at AS "startedAt", w.heartbeat_at AS "heartbeatAt",
           w.ended_at AS "endedAt", w.exit_code AS "exitCode", w.signal,
           w.restart_failed AS "restartFailed", w.asked_at AS "askedAt",
           w.asked_by AS "askedBy", w.delivery_id AS "deliveryId"
      FROM scope a
      JOIN worker w ON w.app_id = a.id ${SHOWN[show]} ${beyond}
      LEFT JOIN brief b ON b.id = w.brief_id
     WHERE a.lineage @> ARRAY[${scope.id}::uuid] AND a.deleted_at IS NULL
     ORDER BY w.id DESC LIMIT ${limit}`;
}

/** Which of the workers of the app are there, to be asked for a restart; tasks of briefs are not. */
export async function listAskable(
  reader: Reader,
  app: AuthorizedScope,
): Promise<{ readonly id: string; readonly deliveryId: string | null }[]> {
  return reader.$queryRaw<{ id: string; deliveryId: string | null }[]>`
    SELECT w.id, w.delivery_id AS "deliveryId" FROM worker w
     WHERE w.app_id = ${app.id}::uuid AND w.brief_id IS NULL AND ${HERE}`;
}
