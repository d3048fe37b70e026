// What becomes of a brief's callback token: used once, reissued, revoked. Clocks are the database's.

import 'server-only';
import type { Tx } from '../connection/transaction';

/** Until commit nobody else consumes, reissues or revokes it: step 2 of the lock order. */
export async function lockBrief(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw<object[]>`SELECT id FROM brief WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
}

/**
 * Whether this call is the one that uses the callback token up: it is the brief's token still, was not
 * used, and neither the brief's time nor the brief itself is over.
 */
export async function consumeCallback(
  tx: Tx,
  brief: { readonly id: string; readonly issuedAt: string },
): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    UPDATE brief SET consumed_at = clock_timestamp()
     WHERE id = ${brief.id}::uuid AND callback_issued_at = ${brief.issuedAt}::timestamptz
       AND consumed_at IS NULL AND revoked_at IS NULL AND expires_at > clock_timestamp()
    RETURNING id`;
  return rows.length === 1;
}

/** Puts a new callback token, not used yet, in the place of the one before. */
export async function replaceCallback(
  tx: Tx,
  id: string,
  hash: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE brief
       SET callback_hash = ${hash}, callback_issued_at = clock_timestamp(), consumed_at = NULL
     WHERE id = ${id}::uuid`;
}

/** Whether this call is the one that revoked it. */
export async function revokeBriefRow(tx: Tx, id: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE brief SET revoked_at = clock_timestamp()
     WHERE id = ${id}::uuid AND revoked_at IS NULL`;
  return count === 1;
}
