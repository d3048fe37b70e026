// Changes what describes a secret; its value, its name and its versions stay as they are.

import 'server-only';
import type { DescribeSecretInput, SecretSummary } from '@/lib/contracts/secret';
import { holdScope } from '@/lib/db/scopes/scopes';
import { findSecretRow } from '@/lib/db/secrets/secret-list';
import type { SecretListRow } from '@/lib/db/secrets/secret-list';
import { describeSecretRow, lockSecrets } from '@/lib/db/secrets/secrets';
import type { LockedSecret, SecretDescription } from '@/lib/db/secrets/secrets';
import type { Tx } from '@/lib/db/connection/transaction';
import { actorLabel } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound } from '@/lib/domain/errors';
import { fieldConflict } from '@/lib/domain/field-conflict';
import type { DescribedField } from '@/lib/domain/secret-event';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { resolveOwners } from '../owners/resolve-owners';
import { recorded } from '../recorded';
import { checkOwnWindows } from '../rotation/check-own-window';
import { checkVersion } from './check-version';
import { planDescription } from './plan-description';
import type { PlannedType } from './plan-type';
import { secretSummary } from './secret-summary';

/**
 * With `asShown` every field is there as a form shows it, changed or not: the type that it has already
 * is not chosen thereby, and an end on the same day is the same end.
 */
export type DescriptionInput = DescribeSecretInput & { readonly asShown?: true };

/**
 * Needs `secrets:write`. The name must match exactly. Throws 404 when there is none, 409 when
 * `ifVersion` does not hold or the type would need a value of another shape, 422 as `planDescription`
 * and `resolveOwners` do. Without a change nothing is recorded.
 */
export async function describeSecret(
  ctx: Context,
  reference: ScopeReference,
  name: string,
  input: DescriptionInput,
): Promise<SecretSummary> {
  const scope = await authorize(ctx, reference, 'secrets:write', [name]);
  const { row } = await recorded(
    ctx,
    (tx) => describeIt(ctx, tx, scope, name, input),
    ({ row: { id }, fields }) => ({
      in: scope,
      events:
        fields.length === 0
          ? []
          : [
              {
                action: 'secret.described',
                secret: { id, name },
                scope,
                fields,
                reason: input.reason ?? null,
              },
            ],
    }),
  );
  return secretSummary(row, scope);
}

async function describeIt(
  ctx: Context,
  tx: Tx,
  scope: AuthorizedScope,
  name: string,
  input: DescriptionInput,
): Promise<{ row: SecretListRow; fields: DescribedField[] }> {
  await holdScope(tx, scope.id);
  const [secret] = await lockSecrets(tx, scope, [name]);
  if (!secret || secret.name !== name) throw notFound('That secret');
  await checkVersion(tx, scope, name, secret, input.ifVersion);
  const type = typeOf(secret, input);
  const ownerNamed = await resolveOwners(tx, scope.organizationId, [input.owner]);
  const wanted = isSameDay(secret, input) ? { ...input, expiresAt: undefined } : input;
  const planned = planDescription(secret, type, wanted, ownerNamed(input.owner), new Date());
  await checkOwnWindows(tx, scope, [
    {
      secretId: secret.id,
      type: planned.type,
      days: planned.rotationWindowDays,
      was: secret.rotationWindowDays,
    },
  ]);
  const fields = changedFields(secret, planned);
  if (fields.length > 0) {
    await describeSecretRow(tx, scope, secret.id, planned, actorLabel(ctx.actor));
  }
  const row = await findSecretRow(tx, scope, secret.id);
  if (!row) throw notFound('That secret');
  return { row, fields };
}

function isSameDay({ expiresAt }: LockedSecret, input: DescriptionInput): boolean {
  const day = expiresAt?.toISOString().slice(0, 10);
  return input.asShown === true && day !== undefined && input.expiresAt?.slice(0, 10) === day;
}

/** A type that is sent is chosen from now on, even where it is the one that was guessed. */
function typeOf(secret: LockedSecret, { type: wanted, asShown }: DescriptionInput): PlannedType {
  if (wanted === undefined || (asShown && wanted === secret.type)) return secret;
  const [before, after] = [TYPE_RULES[secret.type].parts, TYPE_RULES[wanted].parts];
  if (wanted !== secret.type && (before || after)) {
    const message = `The value is of the type ${secret.type}, and ${wanted} needs one of another shape. Replace the value and send the type with it.`;
    throw fieldConflict('/type', 'other_shape', message);
  }
  return { type: wanted, typeGuessed: false };
}

function changedFields(before: SecretDescription, after: SecretDescription): DescribedField[] {
  const same: Record<DescribedField, boolean> = {
    type: before.type === after.type && before.typeGuessed === after.typeGuessed,
    category: before.category === after.category,
    delivery: before.delivery === after.delivery,
    description: before.description === after.description,
    owner: before.ownerUserId === after.ownerUserId && before.ownerTeamId === after.ownerTeamId,
    tags: before.tags.join() === after.tags.join(),
    expiresAt: before.expiresAt?.getTime() === after.expiresAt?.getTime(),
    rotationWindowDays: before.rotationWindowDays === after.rotationWindowDays,
  };
  return (Object.keys(same) as DescribedField[]).filter((field) => !same[field]);
}
