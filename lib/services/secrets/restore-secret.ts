// Takes a secret out of the bin: it has its name, its versions and its place again.

import 'server-only';
import type { SecretSummary } from '@/lib/contracts/secret';
import { holdScope } from '@/lib/db/scopes/scopes';
import { lockPartNames, readDeliveredParts } from '@/lib/db/secrets/part-names';
import { lockBinned, unbinSecret } from '@/lib/db/secrets/secret-bin';
import { findSecretRow } from '@/lib/db/secrets/secret-list';
import { isUniqueViolation } from '@/lib/db/connection/sql-state';
import { actorLabel } from '@/lib/domain/actor';
import { notFound } from '@/lib/domain/errors';
import type { KeystowError } from '@/lib/domain/errors';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { fromTypeId } from '@/lib/domain/ids';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { refuseTakenNames } from './check-part-names';
import { secretSummary } from './secret-summary';

/**
 * Needs `secrets:write`: what is restored is delivered again. `secretId` is a TypeID. Throws 404 when
 * it is not in the scope's bin, 409 when its name, or that of a part, was taken meanwhile.
 */
export async function restoreSecret(
  ctx: Context,
  reference: ScopeReference,
  secretId: string,
): Promise<SecretSummary> {
  const scope = await authorize(ctx, reference, 'secrets:write', LEFT_OUT);
  const id = fromTypeId(['secret'], secretId);
  if (!id) throw notFound('That secret');
  const patterns = namePatternsOf(ctx);
  let name = '';
  try {
    const { row } = await recorded(
      ctx,
      async (tx) => {
        await holdScope(tx, scope.id);
        await lockPartNames(tx, scope.id, 'exclusive');
        const secret = await lockBinned(tx, scope, id);
        if (!secret || !isWithinPatterns(patterns, secret.name)) throw notFound('That secret');
        name = secret.name;
        await unbinSecret(tx, scope, id, actorLabel(ctx.actor));
        const parts = await readDeliveredParts(tx, id);
        await refuseTakenNames(tx, [{ id, key: name, parts }]);
        return { secret, row: await findSecretRow(tx, scope, id) };
      },
      ({ secret }) => ({
        in: scope,
        events: [
          {
            action: 'secret.restored',
            secret: { id, name: secret.name },
            scope,
            version: secret.currentVersion,
          },
        ],
      }),
    );
    if (!row) throw notFound('That secret');
    return secretSummary(row, scope);
  } catch (error) {
    if (isUniqueViolation(error)) throw nameTaken(name, scope.path);
    throw error;
  }
}

function nameTaken(name: string, path: string): KeystowError {
  const message = `${path} has another secret named ${name} by now, perhaps in another case. Delete that one first, then restore this one; or leave this one in the bin.`;
  return fieldConflict('/secretId', 'name_taken', message);
}
