// Who writes at a place of an external backend now: one at a time, for as long as it takes.

import 'server-only';
import type { Tx } from '../connection/transaction';

export interface PlaceLease {
  /** Of one place, whatever its spelling. */
  readonly key: string;
  readonly holder: string;
}

/** False while another holder has it; who has it already keeps it for longer. One that was never given back ends after `seconds`. */
export async function takePlaceLease(
  tx: Tx,
  { key, holder }: PlaceLease,
  seconds: number,
): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    INSERT INTO place_lease AS held (key, holder, ends_at)
    VALUES (${key}, ${holder}::uuid, clock_timestamp() + make_interval(secs => ${seconds}))
    ON CONFLICT (key) DO UPDATE SET holder = excluded.holder, ends_at = excluded.ends_at
     WHERE held.ends_at < clock_timestamp() OR held.holder = excluded.holder
    RETURNING key`;
  return rows.length === 1;
}

/** Leaves alone what another holder took over meanwhile. */
export async function leavePlaceLease(tx: Tx, { key, holder }: PlaceLease): Promise<void> {
  await tx.placeLease.deleteMany({ where: { key, holder } });
}
