// Says of some secrets how many workers hold them, and how many of these would be handed another value.

import 'server-only';
import type { HeldSecretList } from '@/lib/contracts/worker';
import { countHeldSecrets as countRows, listHoldings } from '@/lib/db/workers/held-secrets';
import { findSecretRows } from '@/lib/db/secrets/secret-list';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { lostValuesOf } from './changes-of-workers';

/**
 * Needs `secrets:list` on the scope, which holds where the workers are too. Secrets that no worker holds
 * are left out, as are those of other scopes and, for a token that is limited to names, other names.
 */
export async function countHeldSecrets(
  ctx: Context,
  reference: ScopeReference,
  ids: readonly string[],
): Promise<HeldSecretList> {
  const scope = await authorize(ctx, reference, 'secrets:list', LEFT_OUT);
  const { prisma } = ctx.installation.database;
  const wanted = ids.flatMap((id) => fromTypeId(['secret'], id) ?? []);
  const patterns = namePatternsOf(ctx);
  const inSight =
    patterns.length === 0
      ? wanted
      : (await findSecretRows(prisma, scope, wanted))
          .filter(({ name }) => isWithinPatterns(patterns, name))
          .map(({ id }) => id);
  const lost = await lostValuesOf(prisma, await listHoldings(prisma, scope, inSight));
  const rows = await countRows(prisma, scope, inSight, lost);
  return {
    items: rows.map(({ secretId, workers, stale }) => ({
      secret: toTypeId('secret', secretId),
      workers,
      stale,
    })),
  };
}
