// Seals the next version of a secret beside the current one: only runs that ask for staged ones get it.

import 'server-only';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { Tx } from '@/lib/db/connection/transaction';
import { holdScope } from '@/lib/db/scopes/scopes';
import { findSecretRows } from '@/lib/db/secrets/secret-list';
import { lockSecrets } from '@/lib/db/secrets/secrets';
import { writeStagedVersion } from '@/lib/db/secrets/staged-versions';
import { readDeliveredParts } from '@/lib/db/secrets/part-names';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound } from '@/lib/domain/errors';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkFieldsHideValue } from './check-fields-hide-value';
import { checkVersion } from './check-version';
import { planVersion } from './plan-version';
import type { PlannedVersion } from './plan-version';
import type { Put } from './put-all';
import { refuseInRotation } from './refuse-in-rotation';
import { factsOf, sealingKeys, sealVersion } from './seal-version';
import type { SecretInput } from './secret-input';
import { secretSummary } from './secret-summary';

/** What a staged value comes with; all else of the secret stays as it is. */
export type StagedInput = Pick<
  SecretInput,
  'key' | 'plaintext' | 'format' | 'reason' | 'ifVersion'
>;

/**
 * Needs `secrets:write`. Throws 404 for a name that the scope does not have, 409 within an open rotation, for an
 * alias, for what lives elsewhere and for a value of other parts than the current one, and as `putSecret` does.
 */
export async function stageSecret(
  ctx: Context,
  reference: ScopeReference,
  input: StagedInput,
): Promise<SecretSummary> {
  checkFieldsHideValue(input);
  const scope = await authorize(ctx, reference, 'secrets:write', [input.key]);
  const { row } = await recorded(
    ctx,
    async (tx) => {
      const put = await stageInto(ctx, tx, scope, input);
      await refuseInRotation(tx, put.write.secretId, input.key);
      return put;
    },
    (put) => ({ in: scope, events: [stagedEvent(put, scope)] }),
  );
  return secretSummary(row, scope);
}

/** As `stageSecret`, in the caller's transaction; he records it with `stagedEvent`. */
export async function stageInto(
  ctx: Context,
  tx: Tx,
  scope: AuthorizedScope,
  input: StagedInput,
): Promise<Put> {
  await holdScope(tx, scope.id);
  const keys = await sealingKeys(ctx, tx, scope);
  const [existing] = await lockSecrets(tx, scope, [input.key]);
  if (!existing || existing.name !== input.key) throw notFound('That secret');
  await checkVersion(tx, scope, input.key, existing, input.ifVersion);
  const at = new Date();
  const plan = planVersion(existing, input, undefined, at);
  if (existing.currentVersion !== null) await refuseOtherParts(tx, existing.id, plan);
  const write = sealVersion(ctx, scope, keys, plan, input.plaintext);
  await writeStagedVersion(tx, scope, { ...factsOf(ctx, keys), at }, write);
  const [row] = await findSecretRows(tx, scope, [existing.id]);
  return { existing, write, row: row! };
}

/** Names would come or go in the moment in which it becomes current. */
async function refuseOtherParts(tx: Tx, secretId: string, plan: PlannedVersion): Promise<void> {
  const parts = await readDeliveredParts(tx, secretId);
  if ([...parts].sort().join() === [...plan.parts].sort().join()) return;
  const message = `The current value of ${plan.name} has other parts. Stage one with the same parts, or replace it.`;
  throw fieldConflict('/value', 'other_parts', message);
}

export function stagedEvent({ write }: Put, scope: AuthorizedScope): AuditEvent {
  return {
    action: 'secret.staged',
    secret: { id: write.secretId, name: write.name },
    scope,
    version: write.number,
    state: 'staged',
    reason: write.reason,
  };
}
