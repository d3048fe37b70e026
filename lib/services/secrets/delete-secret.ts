// Moves a secret to the bin: it is delivered to no new run, and its name is free again.

import 'server-only';
import { findDependents } from '@/lib/db/secrets/aliases';
import type { DependentRow } from '@/lib/db/secrets/aliases';
import { binSecret, lockSecrets } from '@/lib/db/secrets/secrets';
import type { LockedSecret } from '@/lib/db/secrets/secrets';
import type { Tx } from '@/lib/db/connection/transaction';
import { actorLabel } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound } from '@/lib/domain/errors';
import type { KeystowError } from '@/lib/domain/errors';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import type { ElsewhereRef } from '@/lib/domain/secret-event';
import { authorize, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkVersion } from './check-version';
import type { VersionWanted } from './check-version';
import { holdingPlace } from './hold-place';
import { findRemovable, removeAtBackend } from './remove-at-backend';

export interface Deletion {
  /** The name again, where aliases deliver the value; they lead nowhere then. */
  readonly confirm?: string | undefined;
  readonly ifVersion?: VersionWanted;
  /** Delete the value at its external backend as well; else it stays there. */
  readonly atBackend?: boolean;
}

/**
 * Needs `secrets:delete`. The name must match exactly. Throws 404 when there is none, 409 when
 * `ifVersion` does not hold, and with `has_dependents` and these where `confirm` does not say the name;
 * with `atBackend` as `findRemovable`, `holdingPlace`, `refuseMoved` and `removeAtBackend`. Where the backend refuses, nothing is deleted.
 */
export async function deleteSecret(
  ctx: Context,
  reference: ScopeReference,
  name: string,
  deletion: Deletion = {},
): Promise<void> {
  const scope = await authorize(ctx, reference, 'secrets:delete', [name]);
  const bin = (confirmed?: LockedSecret, removed?: ElsewhereRef) =>
    recorded(
      ctx,
      async (tx) => {
        const secret = await lockDeletable(ctx, tx, scope, name, deletion);
        if (confirmed) refuseMoved(confirmed, secret);
        await binSecret(tx, scope, secret.id, actorLabel(ctx.actor));
        return { id: secret.id, name };
      },
      (secret) => ({
        in: scope,
        events: [{ action: 'secret.deleted', secret, scope, ...removed }],
      }),
    );
  if (!deletion.atBackend) return void (await bin());
  // All that would refuse the deletion is asked before the value is deleted elsewhere.
  const look = () =>
    recorded(
      ctx,
      (tx) => lockDeletable(ctx, tx, scope, name, deletion),
      () => ({ in: scope, events: [] }),
    );
  const confirmed = await look();
  const there = await findRemovable(ctx, confirmed);
  await holdingPlace(ctx.installation, there.place, async () => {
    refuseMoved(confirmed, await look());
    await removeAtBackend(ctx, scope, confirmed, there);
    await bin(confirmed, there.told);
  });
}

/** Throws 409 `place_changed` where it has its value elsewhere than it was asked to be deleted from. */
function refuseMoved(before: LockedSecret, now: LockedSecret): void {
  const stays = before.id === now.id && before.connectorId === now.connectorId;
  if (stays && before.reference === now.reference) return;
  const message = `${now.name} has its value elsewhere meanwhile. Look again, then decide.`;
  throw fieldConflict('/backend', 'place_changed', message);
}

async function lockDeletable(
  ctx: Context,
  tx: Tx,
  scope: AuthorizedScope,
  name: string,
  { confirm, ifVersion }: Deletion,
): Promise<LockedSecret> {
  const [secret] = await lockSecrets(tx, scope, [name]);
  if (!secret || secret.name !== name) throw notFound('That secret');
  await checkVersion(tx, scope, name, secret, ifVersion);
  const dependents = confirm === name ? [] : await findDependents(tx, secret.id);
  if (dependents.length > 0) throw hasDependents(ctx, name, dependents);
  return secret;
}

const LISTED_MAX = 20;

/** Those beyond the names of a token are counted and not named. */
function hasDependents(
  ctx: Context,
  name: string,
  dependents: readonly DependentRow[],
): KeystowError {
  const patterns = namePatternsOf(ctx);
  const shown = dependents.filter((one) => isWithinPatterns(patterns, one.name));
  const count =
    dependents.length === 1 ? 'One alias delivers' : `${dependents.length} aliases deliver`;
  const message = `${count} the value of ${name}, and would lead nowhere. To delete it all the same, confirm with its name.`;
  const candidates = shown.slice(0, LISTED_MAX).map((one) => `${one.path}/${one.name}`);
  return fieldConflict('/confirm', 'has_dependents', message, candidates);
}
