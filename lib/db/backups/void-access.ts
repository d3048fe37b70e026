// Whoever was let in between the backup and its restore may not be known any more: links and tokens end, and what ran rests.

import type pg from 'pg';
import 'server-only';
import type { PendingEventRow } from '../audit/audit';

/** Callback tokens alone, not their briefs: whoever made one issues another. */
const VOIDED = [
  'DELETE FROM session',
  'DELETE FROM one_time_link',
  'UPDATE intake_link SET revoked_at = now() WHERE revoked_at IS NULL',
  'UPDATE invitation SET revoked_at = now() WHERE accepted_at IS NULL AND revoked_at IS NULL',
  // A scheduled backup is under way in its own snapshot.
  'UPDATE backup_policy SET failure = NULL',
  // Nobody asked for it here: it would write and delete at backends by an old plan.
  `UPDATE transfer SET state = 'paused', leased_by = NULL, leased_until = NULL WHERE state = 'running'`,
  `UPDATE brief SET callback_hash = sha256((gen_random_uuid()::text || id::text)::bytea)`,
];

export async function voidWhatLetsIn(client: pg.ClientBase, revokeTokens: boolean): Promise<void> {
  for (const statement of VOIDED) await client.query(statement);
  if (!revokeTokens) return;
  await client.query('UPDATE token SET revoked_at = now() WHERE revoked_at IS NULL');
}

/** As `insertPendingEvent`, on a connection of its own. */
export async function insertPending(client: pg.ClientBase, row: PendingEventRow): Promise<void> {
  await client.query(
    'INSERT INTO audit_pending (id, at, chain_id, event) VALUES ($1::uuid, $2, $3::uuid, $4)',
    [row.id, row.at, row.chainId, JSON.stringify(row.event)],
  );
}
