// Makes staged versions current, of one secret or of several of a scope at once, and takes that back.

import 'server-only';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { Tx } from '@/lib/db/connection/transaction';
import { holdScope } from '@/lib/db/scopes/scopes';
import { findSecretRows } from '@/lib/db/secrets/secret-list';
import { findPointers } from '@/lib/db/secrets/secret-versions';
import {
  clearStagedVersion,
  promoteStagedVersions,
  undoPromotions,
} from '@/lib/db/secrets/staged-versions';
import type { MovedPointers, Undoing } from '@/lib/db/secrets/staged-versions';
import { actorLabel } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound } from '@/lib/domain/errors';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { refuseInRotation } from './refuse-in-rotation';
import { secretSummary } from './secret-summary';

/** Needs `secrets:write`. Throws 404 for an unknown secret, 409 where `version` is not its staged one. */
export async function promoteSecret(
  ctx: Context,
  reference: ScopeReference,
  name: string,
  version: number,
): Promise<SecretSummary> {
  const scope = await authorize(ctx, reference, 'secrets:write', [name]);
  const { row } = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const secretId = await stagedAt(tx, scope, name, version);
      await refuseInRotation(tx, secretId, name);
      const [moved] = await promoteIn(ctx, tx, scope, [secretId]);
      if (moved!.to !== version) throw notStaged(name, version);
      const [found] = await findSecretRows(tx, scope, [secretId]);
      return { moved: moved!, row: found! };
    },
    ({ moved }) => ({ in: scope, events: [promotedEvent(moved, scope)] }),
  );
  return secretSummary(row, scope);
}

/** Needs `secrets:write`. The version is retired. Throws as `promoteSecret` does. */
export async function discardStaged(
  ctx: Context,
  reference: ScopeReference,
  name: string,
  version: number,
): Promise<void> {
  const scope = await authorize(ctx, reference, 'secrets:write', [name]);
  await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const secretId = await stagedAt(tx, scope, name, version);
      await refuseInRotation(tx, secretId, name);
      await discardStagedIn(tx, scope, { secretId, name, version });
      return secretId;
    },
    (secretId) => ({ in: scope, events: [discardedEvent({ secretId, name, version }, scope)] }),
  );
}

/** In the caller's transaction, all or none; he records them. Throws 409 `nothing_staged`. */
export async function promoteIn(
  ctx: Context,
  tx: Tx,
  scope: AuthorizedScope,
  secretIds: readonly string[],
): Promise<MovedPointers[]> {
  const moved = await promoteStagedVersions(tx, scope, secretIds, actorLabel(ctx.actor));
  if (moved.length === secretIds.length) return moved;
  const message = `Not all of these have a staged version with its value in ${scope.path}. Look again.`;
  throw fieldConflict('/key', 'nothing_staged', message);
}

/** As `promoteIn`. Throws 409 `changed_meanwhile` where one of them stands otherwise by now. */
export async function undoPromotionIn(
  ctx: Context,
  tx: Tx,
  scope: AuthorizedScope,
  undoings: readonly Undoing[],
): Promise<MovedPointers[]> {
  const moved = await undoPromotions(tx, scope, undoings, actorLabel(ctx.actor));
  if (moved.length === undoings.length) return moved;
  const message = `Versions in ${scope.path} changed since, or the value before was destroyed. Look again; an older value can be rolled back to.`;
  throw fieldConflict('/key', 'changed_meanwhile', message);
}

interface StagedVersion {
  readonly secretId: string;
  readonly name: string;
  readonly version: number;
}

/** In the caller's transaction. Throws 409 where it is not the staged one. */
export async function discardStagedIn(
  tx: Tx,
  scope: AuthorizedScope,
  { secretId, name, version }: StagedVersion,
): Promise<void> {
  if (!(await clearStagedVersion(tx, scope, secretId, version))) throw notStaged(name, version);
}

async function stagedAt(
  tx: Tx,
  scope: AuthorizedScope,
  name: string,
  version: number,
): Promise<string> {
  const secret = await findPointers(tx, scope, name);
  if (!secret) throw notFound('That secret');
  if (secret.stagedVersion !== version) throw notStaged(name, version);
  return secret.id;
}

function notStaged(name: string, version: number) {
  const message = `Version ${version} of ${name} is not staged (any more). Look at its versions again.`;
  return fieldConflict('/version', 'not_staged', message);
}

export function promotedEvent(
  { secretId: id, name, from, to: version }: MovedPointers,
  scope: AuthorizedScope,
): AuditEvent {
  return {
    action: 'secret.promoted',
    secret: { id, name },
    scope,
    version,
    state: 'current',
    from,
  };
}

export function undoneEvent(moved: MovedPointers, scope: AuthorizedScope): AuditEvent {
  const { secretId: id, name, from, to: version } = moved;
  const secret = { id, name };
  return {
    action: 'secret.promotion_undone',
    secret,
    scope,
    version,
    state: 'current',
    from: from ?? version,
  };
}

export function discardedEvent(
  { secretId: id, name, version }: StagedVersion,
  scope: AuthorizedScope,
): AuditEvent {
  const secret = { id, name };
  return { action: 'secret.stage_discarded', secret, scope, version, state: 'retired' };
}
