// Gives the value of another secret a second name; the alias has no value of its own.

import 'server-only';
import {
  findTargetId,
  lockAliasAndTarget,
  lockAliases,
  writeAlias,
} from '@/lib/db/secrets/aliases';
import { lockPartNames, readDeliveredParts } from '@/lib/db/secrets/part-names';
import { holdScope } from '@/lib/db/scopes/scopes';
import { findSecretRow } from '@/lib/db/secrets/secret-list';
import type { SecretListRow } from '@/lib/db/secrets/secret-list';
import type { LockedSecret } from '@/lib/db/secrets/secrets';
import type { Tx } from '@/lib/db/connection/transaction';
import { actorLabel } from '@/lib/domain/actor';
import { readAliasTarget, targetOutOfReach } from '@/lib/domain/alias-target';
import type { AliasTarget } from '@/lib/domain/alias-target';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { newUuid } from '@/lib/domain/ids';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { checkSecretName } from '@/lib/domain/secret-name';
import { authorize, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { resolveOwners } from '../owners/resolve-owners';
import { recorded } from '../recorded';
import { checkAliasChain } from './check-alias-chain';
import { checkPartNames, refuseTakenNames } from './check-part-names';
import { checkVersion } from './check-version';
import { planAlias } from './plan-alias';
import { refuseOtherCase } from './plan-version';
import type { PutOutcome } from './put-secrets';
import { retriedWhenTaken } from './retried-when-taken';
import type { AliasInput } from './secret-input';
import { secretSummary } from './secret-summary';

interface Aliased {
  readonly existing: LockedSecret | undefined;
  readonly target: LockedSecret;
  readonly row: SecretListRow;
}

/**
 * Needs `secrets:write` on the scope of the alias. The target is a live secret there or above. Throws
 * 422 at `/aliasOf` where it is not, and for a circle; 409 for a secret that has versions.
 */
export async function aliasSecret(
  ctx: Context,
  reference: ScopeReference,
  input: AliasInput,
): Promise<PutOutcome> {
  checkSecretName(input.key);
  const wanted = readAliasTarget(input.aliasOf);
  const scope = await authorize(ctx, reference, 'secrets:write', [input.key]);
  const { existing, row } = await retriedWhenTaken(() =>
    recorded(
      ctx,
      (tx) => pointAlias(ctx, tx, scope, input, wanted),
      ({ row: { id, name, aliasOfPath }, target }) => ({
        in: scope,
        events: [
          {
            action: 'secret.aliased',
            secret: { id, name },
            scope,
            target: { id: target.id, name: target.name },
            targetPath: aliasOfPath ?? '',
            reason: input.reason ?? null,
          },
        ],
      }),
    ),
  );
  return { created: !existing, secret: secretSummary(row, scope) };
}

async function pointAlias(
  ctx: Context,
  tx: Tx,
  scope: AuthorizedScope,
  input: AliasInput,
  wanted: AliasTarget,
): Promise<Aliased> {
  await holdScope(tx, scope.id);
  await lockAliases(tx, scope.organizationId);
  await lockPartNames(tx, scope.id, 'exclusive');
  const { existing, target } = await lockBoth(ctx, tx, scope, input, wanted);
  if (existing) refuseSecret(existing, input);
  await checkVersion(tx, scope, input.key, existing, input.ifVersion);
  await checkAliasChain(tx, existing?.id, target.id);
  const ownerNamed = await resolveOwners(tx, scope.organizationId, [input.owner]);
  const at = new Date();
  const plan = planAlias(existing, target, input, ownerNamed(input.owner), at);
  const id = existing?.id ?? newUuid();
  const by = actorLabel(ctx.actor);
  await writeAlias(tx, scope, {
    ...plan,
    secretId: id,
    name: input.key,
    targetId: target.id,
    by,
    at,
  });
  const delivered = { key: input.key, parts: await readDeliveredParts(tx, id) };
  checkPartNames(delivered);
  await refuseTakenNames(tx, [{ id, ...delivered }]);
  return { existing, target, row: (await findSecretRow(tx, scope, id))! };
}

/** A token that is limited to names gets no value of another name by way of an alias. */
async function lockBoth(
  ctx: Context,
  tx: Tx,
  scope: AuthorizedScope,
  { key }: AliasInput,
  wanted: AliasTarget,
): Promise<Pick<Aliased, 'existing' | 'target'>> {
  const targetId = await findTargetId(tx, scope, wanted);
  if (targetId === null) throw targetOutOfReach();
  const { existing, target } = await lockAliasAndTarget(tx, scope, key, targetId);
  if (!target || !isWithinPatterns(namePatternsOf(ctx), target.name)) throw targetOutOfReach();
  return { existing, target };
}

/** An alias may be pointed elsewhere; what has, or had, a value of its own may not become one. */
function refuseSecret(existing: LockedSecret, { key, ifVersion }: AliasInput): void {
  refuseOtherCase(existing.name, key);
  if (existing.latestVersion > 0) {
    const message = `${key} has a value of its own. Delete it first, then make the alias.`;
    throw fieldConflict('/aliasOf', 'has_value', message);
  }
  if (ifVersion === 0) {
    const message = `${key} exists already. Look again, then decide.`;
    throw fieldConflict('/ifVersion', 'version_conflict', message);
  }
}
