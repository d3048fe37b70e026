// Moves a secret to the bin: it is delivered to no new run, and its name is free again.

import 'server-only';
import { binSecret, lockSecrets } from '@/lib/db/secrets';
import { actorLabel } from '@/lib/domain/actor';
import { notFound } from '@/lib/domain/errors';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';

/** Needs `secrets:delete`. The name must match exactly; throws 404 when there is none. */
export async function deleteSecret(
  ctx: Context,
  reference: ScopeReference,
  name: string,
): Promise<void> {
  const scope = await authorize(ctx, reference, 'secrets:delete', [name]);
  await recorded(
    ctx,
    async (tx) => {
      const [secret] = await lockSecrets(tx, scope, [name]);
      if (!secret || secret.name !== name) throw notFound('That secret');
      await binSecret(tx, scope, secret.id, actorLabel(ctx.actor));
      return { id: secret.id, name: secret.name };
    },
    (secret) => ({ in: scope, events: [{ action: 'secret.deleted', secret, scope }] }),
  );
}
