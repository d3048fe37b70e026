// Binds tokens of database connections to their rows under the configuration key in force; the tokens stay.

import 'server-only';
import { lockInstancesUnder, replaceMacs } from '@/lib/db/instances/instance-keys';
import type { DataKeyRow } from '@/lib/db/keys/data-keys';
import { shareKeyHeads } from '@/lib/db/keys/data-keys';
import { bind, bindingKey, requireInItsRow } from '../../instances/seal-address';
import type { Context } from '../../context';
import { recorded } from '../../recorded';

const BATCH_ROWS = 500;

/**
 * Answers how many under `old` were bound anew; 0 when none is left that nobody else holds. Throws `tampered`,
 * naming it, for a row that its old MAC does not fit.
 */
export async function rebindInstances(ctx: Context, old: DataKeyRow): Promise<number> {
  const { keys } = ctx.installation;
  return recorded(
    ctx,
    async (tx) => {
      await shareKeyHeads(tx, old.ownerId);
      const rows = await lockInstancesUnder(tx, old.id, BATCH_ROWS);
      if (rows.length === 0) return 0;
      const key = await bindingKey(tx, keys, old.ownerId);
      for (const row of rows) await requireInItsRow(keys, row, tx);
      await replaceMacs(
        tx,
        rows.map(({ id, token }) => ({ id, ...bind(key, id, token) })),
      );
      return rows.length;
    },
    () => ({ in: 'installation', events: [] }),
  );
}
