// Waits, in a test of races, until others stand before a lock.

import type { Client } from 'pg';
import { expect } from 'vitest';

/** Answers once that many sessions wait for a lock of that type, as `pg_locks` names it. */
export async function waitingForLocks(
  client: Client,
  locktype: 'advisory' | 'transactionid',
  count: number,
): Promise<void> {
  const database = 'database = (SELECT oid FROM pg_database WHERE datname = current_database())';
  const where = locktype === 'advisory' ? `AND ${database}` : '';
  await expect
    .poll(
      async () => {
        const { rows } = await client.query(
          `SELECT FROM pg_locks WHERE NOT granted AND locktype = $1 ${where}`,
          [locktype],
        );
        return rows.length;
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThanOrEqual(count);
}
