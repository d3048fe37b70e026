// Empties one entry of the bin for good: the secret, all its versions and their values.

import 'server-only';
import { holdScope } from '@/lib/db/scopes/scopes';
import { lockBinned, purgeSecretRows } from '@/lib/db/secrets/secret-bin';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';

/** Needs `secrets:delete`. `secretId` is a TypeID; throws 404 when it is not in the scope's bin. */
export async function purgeSecret(
  ctx: Context,
  reference: ScopeReference,
  secretId: string,
): Promise<void> {
  const scope = await authorize(ctx, reference, 'secrets:delete', LEFT_OUT);
  const id = fromTypeId(['secret'], secretId);
  if (!id) throw notFound('That secret');
  const patterns = namePatternsOf(ctx);
  await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const secret = await lockBinned(tx, scope, id);
      if (!secret || !isWithinPatterns(patterns, secret.name)) throw notFound('That secret');
      await purgeSecretRows(tx, [id]);
      return secret;
    },
    ({ name, latestVersion }) => ({
      in: scope,
      events: [
        {
          action: 'secret.purged',
          secret: { id, name },
          scope,
          versions: latestVersion,
          state: 'destroyed',
        },
      ],
    }),
  );
}
