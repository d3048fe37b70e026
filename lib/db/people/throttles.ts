// Counts of attempts within a span of time, in the database so that all nodes share them.

import 'server-only';
import type { Tx } from '../connection/transaction';

export interface Attempt {
  readonly key: string;
  readonly spanSeconds: number;
}

export interface AttemptCount {
  readonly key: string;
  /** Within the span, this one included. */
  readonly count: number;
  /** Until the span ends, at least 1. */
  readonly secondsLeft: number;
}

const COUNT_MAX = 1_000_000;
const SWEPT_MAX = 20;

/** Counts one attempt for each key at once (database clock), so that none slips in beside another. */
export async function countAttempts(tx: Tx, attempts: readonly Attempt[]): Promise<AttemptCount[]> {
  // Always in the same order, so that two transactions do not wait for each other.
  const sorted = [...attempts].sort((one, other) => (one.key < other.key ? -1 : 1));
  const keys = sorted.map((one) => one.key);
  const spans = sorted.map((one) => one.spanSeconds);
  return tx.$queryRaw<AttemptCount[]>`
    INSERT INTO throttle AS t (key, count, ends_at)
    SELECT a.key, 1, clock_timestamp() + make_interval(secs => a.span)
      FROM unnest(${keys}::text[], ${spans}::int[]) AS a(key, span)
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN t.ends_at <= clock_timestamp() THEN 1 ELSE least(t.count + 1, ${COUNT_MAX}::int) END,
      ends_at = CASE WHEN t.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE t.ends_at END
    RETURNING key, count,
      greatest(1, ceil(extract(epoch FROM ends_at - clock_timestamp())))::int AS "secondsLeft"`;
}

/** Takes back one attempt of each key, which turned out to be no guess. */
export async function forgiveAttempts(tx: Tx, keys: readonly string[]): Promise<void> {
  for (const key of [...keys].sort()) {
    await tx.throttle.updateMany({
      where: { key, count: { gt: 0 } },
      data: { count: { decrement: 1 } },
    });
  }
}

/** Removes some of the spans that are over. */
export async function sweepThrottles(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM throttle WHERE key IN (
      SELECT key FROM throttle WHERE ends_at < clock_timestamp()
       LIMIT ${SWEPT_MAX}::int FOR UPDATE SKIP LOCKED)`;
}
