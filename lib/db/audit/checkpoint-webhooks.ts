// Where the checkpoints of a log are posted, and how far that has come.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';
import type { CheckpointRow } from './checkpoints';

export interface WebhookRow {
  readonly id: string;
  readonly chainId: string;
  readonly url: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly postedSize: bigint;
  readonly postedAt: Date | null;
  readonly failures: number;
  readonly failure: string | null;
  readonly nextAttemptAt: Date | null;
}

export async function listWebhookRows(reader: Reader, chainId: string): Promise<WebhookRow[]> {
  return reader.checkpointWebhook.findMany({ where: { chainId }, orderBy: { id: 'asc' } });
}

/** Null where the log has none with that id. */
export async function findWebhook(
  reader: Reader,
  chainId: string,
  id: string,
): Promise<WebhookRow | null> {
  return reader.checkpointWebhook.findFirst({ where: { id, chainId } });
}

/** How many the log has; nobody adds one to it until commit. */
export async function countWebhooks(tx: Tx, chainId: string): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${chainId}, 4))`;
  return tx.checkpointWebhook.count({ where: { chainId } });
}

/** False where the log posts to that address already. */
export async function insertWebhook(
  tx: Tx,
  row: Pick<WebhookRow, 'id' | 'chainId' | 'url' | 'createdBy'>,
): Promise<boolean> {
  const made = await tx.checkpointWebhook.createMany({ data: [row], skipDuplicates: true });
  return made.count === 1;
}

/** The address that was removed; null where there was none. */
export async function deleteWebhook(tx: Tx, chainId: string, id: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ url: string }[]>`
    DELETE FROM checkpoint_webhook WHERE id = ${id}::uuid AND chain_id = ${chainId}::uuid
    RETURNING url`;
  return rows[0]?.url ?? null;
}

export interface DuePost {
  readonly id: string;
  readonly chainId: string;
  readonly url: string;
  readonly failures: number;
  readonly size: bigint;
  readonly note: string;
  readonly verifierKey: string;
}

/**
 * Takes at most `limit` webhooks whose log has a checkpoint that was not posted there, and holds them for
 * `seconds`: no other node takes them meanwhile, and any does afterwards if this one never says how it went.
 */
export async function claimDuePosts(
  tx: Tx,
  { limit, seconds }: { readonly limit: number; readonly seconds: number },
): Promise<DuePost[]> {
  return tx.$queryRaw<DuePost[]>`
    WITH due AS (
      SELECT w.id, last.size, last.note, last.verifier_key FROM checkpoint_webhook w
        JOIN audit_head h ON h.chain_id = w.chain_id
       CROSS JOIN LATERAL (
         SELECT size, note, verifier_key FROM audit_checkpoint c
          WHERE c.chain_id = w.chain_id AND c.size <= h.size ORDER BY size DESC LIMIT 1
       ) last
       WHERE last.size > w.posted_size AND COALESCE(w.next_attempt_at, '-infinity') <= now()
       ORDER BY w.next_attempt_at NULLS FIRST, w.id LIMIT ${limit}
         FOR UPDATE OF w SKIP LOCKED
    )
    UPDATE checkpoint_webhook w SET next_attempt_at = now() + make_interval(secs => ${seconds})
      FROM due WHERE due.id = w.id
    RETURNING w.id, w.chain_id AS "chainId", w.url, w.failures, due.size, due.note,
              due.verifier_key AS "verifierKey"`;
}

/** Answers how often it had failed in a row before; null where it was removed meanwhile. */
export async function markPosted(tx: Tx, id: string, size: bigint): Promise<number | null> {
  const rows = await tx.$queryRaw<{ failures: number }[]>`
    UPDATE checkpoint_webhook w
       SET posted_size = GREATEST(w.posted_size, ${size}), posted_at = now(), failures = 0,
           failure = NULL, next_attempt_at = NULL
      FROM (SELECT id, failures FROM checkpoint_webhook WHERE id = ${id}::uuid FOR UPDATE) was
     WHERE w.id = was.id RETURNING was.failures`;
  return rows[0]?.failures ?? null;
}

export interface Wait {
  readonly firstSeconds: number;
  readonly maxSeconds: number;
  /** From 0 to 1, by chance: what failed together is not tried again together. */
  readonly share: number;
}

/**
 * It is tried again after twice as long each time, within bounds and between half and all of that. Answers
 * how often it has failed in a row now; null where it was removed meanwhile.
 */
export async function markFailed(
  tx: Tx,
  id: string,
  failure: string,
  { firstSeconds, maxSeconds, share }: Wait,
): Promise<number | null> {
  const rows = await tx.$queryRaw<{ failures: number }[]>`
    UPDATE checkpoint_webhook
       SET failures = failures + 1, failure = ${failure},
           next_attempt_at = now() + make_interval(secs => ${(1 + share) / 2}
             * LEAST(${maxSeconds}::float8, ${firstSeconds} * power(2, LEAST(failures, 30))))
     WHERE id = ${id}::uuid RETURNING failures`;
  return rows[0]?.failures ?? null;
}

/** The newest checkpoint of every log, of a size that it has. */
export async function listNewestCheckpoints(reader: Reader): Promise<CheckpointRow[]> {
  return reader.$queryRaw`
    SELECT last.chain_id AS "chainId", last.size, last.note, last.verifier_key AS "verifierKey", last.at
      FROM audit_head h
     CROSS JOIN LATERAL (
       SELECT * FROM audit_checkpoint c
        WHERE c.chain_id = h.chain_id AND c.size <= h.size ORDER BY size DESC LIMIT 1
     ) last`;
}
