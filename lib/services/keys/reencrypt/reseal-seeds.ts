// Seals second factors again under the configuration key in force.

import 'server-only';
import { newTotpSeed } from '@/lib/crypto/totp';
import type { DataKeyRow } from '@/lib/db/keys/data-keys';
import { shareKeyHeads } from '@/lib/db/keys/data-keys';
import {
  listFactorOwners,
  lockSeedsUnder,
  replaceSealedSeed,
} from '@/lib/db/people/second-factors';
import { KeystowError } from '@/lib/domain/errors';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { openSeed, sealSeed } from '../../second-factor/seal-seed';

const BATCH_ROWS = 200;

/**
 * Answers how many seeds under `old` were dealt with; 0 when none is left that nobody else holds. In place of one
 * that does not open a seed is sealed that nobody has, and recorded: the second factor is asked for as before,
 * and a recovery code is what answers.
 */
export async function resealSeeds(ctx: Context, old: DataKeyRow): Promise<number> {
  const { installation } = ctx;
  const { count } = await recorded(
    ctx,
    async (tx) => {
      await shareKeyHeads(tx, old.ownerId);
      const seeds = await lockSeedsUnder(tx, old.id, BATCH_ROWS);
      // A key that does not open says nothing of what lies under it.
      if (seeds.length > 0) await installation.keys.opening(tx, old.id);
      const lost: string[] = [];
      for (const row of seeds) {
        const owner = { id: row.userId, organizationId: old.ownerId };
        const seed = await openSeed(installation, row, tx).catch((error: unknown) => {
          if (!(error instanceof KeystowError) || error.code !== 'tampered') throw error;
          lost.push(row.userId);
          return newTotpSeed();
        });
        await replaceSealedSeed(tx, row.userId, await sealSeed(tx, installation, owner, seed));
      }
      return { count: seeds.length, lost: await listFactorOwners(tx, lost) };
    },
    ({ lost }) => ({
      in: { organizationId: old.ownerId },
      events: lost.map((user) => ({ action: 'second_factor.unreadable' as const, user })),
    }),
  );
  return count;
}
