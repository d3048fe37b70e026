// Seals second factors again under the configuration key in force.

import 'server-only';
import type { DataKeyRow } from '@/lib/db/keys/data-keys';
import { shareKeyHeads } from '@/lib/db/keys/data-keys';
import { lockSeedsUnder, replaceSealedSeed } from '@/lib/db/people/second-factors';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { openSeed, sealSeed } from '../../second-factor/seal-seed';

const BATCH_ROWS = 200;

/** Answers how many seeds under `old` were sealed again; 0 when none is left that nobody else holds. */
export async function resealSeeds(ctx: Context, old: DataKeyRow): Promise<number> {
  const { installation } = ctx;
  return recorded(
    ctx,
    async (tx) => {
      await shareKeyHeads(tx, old.ownerId);
      const seeds = await lockSeedsUnder(tx, old.id, BATCH_ROWS);
      for (const row of seeds) {
        const owner = { id: row.userId, organizationId: old.ownerId };
        const seed = await openSeed(installation, row, tx);
        await replaceSealedSeed(tx, row.userId, await sealSeed(tx, installation, owner, seed));
      }
      return seeds.length;
    },
    () => ({ in: 'installation', events: [] }),
  );
}
