// Binds tokens of database connections to their rows under the configuration key in force; the tokens stay.

import 'server-only';
import { isInItsRow } from '@/lib/crypto/fernet-row';
import { lockInstancesUnder, replaceMacs } from '@/lib/db/instances/instance-keys';
import type { LockedInstance } from '@/lib/db/instances/instance-keys';
import type { DataKeyRow } from '@/lib/db/keys/data-keys';
import { shareKeyHeads } from '@/lib/db/keys/data-keys';
import { bind, bindingKey } from '../../instances/seal-address';
import type { Context } from '../../context';
import { recorded } from '../../recorded';

const BATCH_ROWS = 500;

/**
 * Answers how many under `old` were dealt with; 0 when none is left that nobody else holds. A row that its old
 * MAC does not fit keeps that, which fits the new key as little: it stays tampered with, and is recorded.
 */
export async function rebindInstances(ctx: Context, old: DataKeyRow): Promise<number> {
  const { keys } = ctx.installation;
  const { count } = await recorded(
    ctx,
    async (tx) => {
      await shareKeyHeads(tx, old.ownerId);
      const rows = await lockInstancesUnder(tx, old.id, BATCH_ROWS);
      if (rows.length === 0) return { count: 0, tampered: [] };
      const key = await bindingKey(tx, keys, old.ownerId);
      const before = await keys.opening(tx, old.id);
      const fits = (row: LockedInstance) =>
        before.ownerId === row.organizationId && isInItsRow(before, row);
      await replaceMacs(
        tx,
        rows.map((row) => ({
          id: row.id,
          ...bind(key, row.id, row.token),
          ...(fits(row) ? {} : { mac: Uint8Array.from(row.mac) }),
        })),
      );
      return { count: rows.length, tampered: rows.filter((row) => !fits(row)) };
    },
    ({ tampered }) => ({
      in: { organizationId: old.ownerId },
      events: tampered.map(({ id, slug }) => ({
        action: 'instance.tampered' as const,
        instance: { id, name: slug },
      })),
    }),
  );
  return count;
}
