// Destroys the value of one older version: its envelope and both of its tags.

import 'server-only';
import { holdScope } from '@/lib/db/scopes/scopes';
import { destroyVersionRow, findVersionFacts } from '@/lib/db/secrets/secret-versions';
import { lockSecrets } from '@/lib/db/secrets/secrets';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';

/**
 * Needs `secrets:delete`. Who made it, when and why stays. Throws 404 for an unknown secret or
 * version, 409 for the current one and for one that is destroyed already.
 */
export async function destroyVersion(
  ctx: Context,
  reference: ScopeReference,
  name: string,
  number: number,
): Promise<void> {
  const scope = await authorize(ctx, reference, 'secrets:delete', [name]);
  await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const [secret] = await lockSecrets(tx, scope, [name]);
      if (!secret || secret.name !== name) throw notFound('That secret');
      const version = await findVersionFacts(tx, secret.id, number);
      if (!version) throw notFound('That version');
      if (number === secret.currentVersion) {
        throw new KeystowError(
          'conflict',
          `Version ${number} is the current version. Replace the value first, or delete the secret.`,
        );
      }
      if (version.destroyedAt) {
        throw new KeystowError('conflict', `Version ${number} is destroyed already.`);
      }
      await destroyVersionRow(tx, scope, secret.id, version.id, new Date());
      return { id: secret.id, name: secret.name };
    },
    (secret) => ({
      in: scope,
      events: [{ action: 'version.destroyed', secret, scope, version: number, state: 'destroyed' }],
    }),
  );
}
