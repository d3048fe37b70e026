// What workers say of themselves, and which of an app are away; by the database's clock.

import 'server-only';
import { FAILED_START_HOLDS_SECONDS, UNKNOWN_AFTER_SECONDS } from '@/lib/domain/worker';
import type { RestartRule, WorkerState } from '@/lib/domain/worker';
import type { AwayWorker } from '@/lib/domain/restart-answer';
import type { Reader, Tx } from '../connection/transaction';

/** A delivery with the worker that took it. */
export interface HeldDelivery {
  readonly deliveryId: string;
  readonly workerId: string;
  readonly appId: string;
  readonly ofBrief: boolean;
  readonly rule: RestartRule;
  readonly state: WorkerState;
  /** The worker holds a later one already. */
  readonly superseded: boolean;
  /** Later than the one that the worker holds: with this heartbeat it holds this one. */
  readonly newer: boolean;
  /** Who asked it to restart, unless this delivery was taken since. */
  readonly askedBy: string | null;
}

/** Null unless the token or brief `takenById` took that delivery for a worker. */
export async function findHeldDelivery(
  reader: Reader,
  { deliveryId, takenById }: { readonly deliveryId: string; readonly takenById: string },
): Promise<HeldDelivery | null> {
  const [row] = await reader.$queryRaw<HeldDelivery[]>`
    SELECT d.id AS "deliveryId", w.id AS "workerId", w.app_id AS "appId",
           w.brief_id IS NOT NULL AS "ofBrief", w.restart AS rule, w.state::text AS state,
           held.id IS NOT NULL AND (held.at, held.id) > (d.at, d.id) AS superseded,
           held.id IS NULL OR (d.at, d.id) > (held.at, held.id) AS newer,
           CASE WHEN w.asked_at > d.at AND (w.state <> 'restarting' OR held.id = d.id)
                THEN w.asked_by END AS "askedBy"
      FROM delivery d
      JOIN worker w ON w.id = d.worker_id
      LEFT JOIN delivery held ON held.id = w.delivery_id
     WHERE d.id = ${deliveryId}::uuid AND d.taken_by_id = ${takenById}::uuid`;
  return row ?? null;
}

/**
 * At most `limit` other workers of the app that are there but do not serve, could not restart, or ended
 * lately while they came back from a restart; those that a roll cannot go on past first.
 */
async function listAway(
  tx: Tx,
  appId: string,
  { except, limit }: { readonly except: string; readonly limit: number },
): Promise<AwayWorker[]> {
  return tx.$queryRaw<AwayWorker[]>`
    SELECT host, state::text AS state, restart_failed AS "restartFailed" FROM worker
     WHERE app_id = ${appId}::uuid AND id <> ${except}::uuid AND brief_id IS NULL
       AND (state IN ('starting', 'restarting', 'unhealthy') OR restart_failed IS NOT NULL)
       AND heartbeat_at > clock_timestamp() - make_interval(secs =>
             CASE WHEN state = 'ended' THEN ${FAILED_START_HOLDS_SECONDS}::int
                  ELSE ${UNKNOWN_AFTER_SECONDS}::int END)
     ORDER BY state = 'unhealthy' OR restart_failed IS NOT NULL DESC, started_at, id LIMIT ${limit}`;
}

/** What a worker says; `places` of its app it may be given one of, where its restart waits for a turn. */
export interface Beat {
  readonly workerId: string;
  readonly deliveryId: string;
  readonly appId: string;
  readonly places: number | null;
  readonly pid: number | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The code of why its restart failed. */
  readonly restartFailed: string | null;
}

/**
 * Writes what a worker said, in the state that `judge` finds with a look at who else is away. Places are
 * given one after the other within an app, on every node: until commit nobody else looks.
 */
export async function beatWorker<Judged extends { readonly state: WorkerState }>(
  tx: Tx,
  beat: Beat,
  judge: (away: readonly AwayWorker[]) => Judged,
): Promise<Judged> {
  const { appId, workerId, places } = beat;
  if (places !== null) {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${appId}, 5))`;
  }
  const others = { except: workerId, limit: places ?? 0 };
  const judged = judge(places === null ? [] : await listAway(tx, appId, others));
  await writeBeat(tx, beat, judged.state);
  return judged;
}

/**
 * Writes what a worker said. With a newer delivery it holds that one, and what was asked of it before
 * is done. The last word of a process stands: what arrives late after it is dropped, as is what is said
 * of a delivery that it holds no more.
 */
async function writeBeat(tx: Tx, beat: Beat, state: WorkerState): Promise<void> {
  await tx.$executeRaw`
    UPDATE worker w
       SET heartbeat_at = clock_timestamp(), state = ${state}::worker_state,
           restart_failed = ${beat.restartFailed}::text, dismissed_at = NULL,
           changed_at = CASE WHEN w.state::text <> ${state} OR step.newer
                               OR w.restart_failed IS DISTINCT FROM ${beat.restartFailed}::text
                               OR w.heartbeat_at < clock_timestamp()
                                  - make_interval(secs => ${UNKNOWN_AFTER_SECONDS})
                             THEN clock_timestamp() ELSE w.changed_at END,
           delivery_id = ${beat.deliveryId}::uuid,
           restarts = w.restarts + (step.newer AND w.delivery_id IS NOT NULL)::int,
           asked_at = CASE WHEN NOT step.restarted THEN w.asked_at END,
           asked_by = CASE WHEN NOT step.restarted THEN w.asked_by END,
           pid = coalesce(${beat.pid}::int, w.pid),
           ended_at = CASE WHEN ${state} = 'ended' THEN coalesce(w.ended_at, clock_timestamp()) END,
           exit_code = ${beat.exitCode}::int, signal = ${beat.signal}::text
      FROM (SELECT w.id, held.id IS NULL OR (d.at, d.id) > (held.at, held.id) AS newer,
                   w.asked_at <= d.at OR (w.state = 'restarting' AND held.id <> d.id) AS restarted,
                   held.id IS NOT NULL AND (held.at, held.id) > (d.at, d.id) AS superseded
              FROM worker w JOIN delivery d ON d.id = ${beat.deliveryId}::uuid
              LEFT JOIN delivery held ON held.id = w.delivery_id
             WHERE w.id = ${beat.workerId}::uuid FOR NO KEY UPDATE OF w) step
     WHERE w.id = step.id AND NOT step.superseded AND (w.state <> 'ended' OR step.newer)`;
}
