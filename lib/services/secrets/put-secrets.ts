// Creates or replaces secrets of one scope: sealed in memory, then written as one set.

import 'server-only';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { ruleBroken } from '@/lib/domain/errors';
import { checkSecretName } from '@/lib/domain/secret-name';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkFieldsHideValue } from './check-fields-hide-value';
import { putAll } from './put-all';
import type { Put } from './put-all';
import { retriedWhenTaken } from './retried-when-taken';
import type { SecretInput } from './secret-input';
import { secretSummary } from './secret-summary';

export interface PutOutcome {
  readonly created: boolean;
  readonly secret: SecretSummary;
}

/**
 * Needs `secrets:write`. All inputs are written or none; outcomes are in their order. Throws 422 for
 * a name, an owner or an end, and for a value without the shape of its type; 409 for an alias, when
 * names differ only in case, when a part's name is taken and when `ifVersion` does not hold.
 */
export async function putSecrets(
  ctx: Context,
  reference: ScopeReference,
  inputs: readonly SecretInput[],
): Promise<PutOutcome[]> {
  checkNames(inputs);
  inputs.forEach(checkFieldsHideValue);
  const names = inputs.map((input) => input.key);
  const scope = await authorize(ctx, reference, 'secrets:write', names);
  const puts = await retriedWhenTaken(() =>
    recorded(
      ctx,
      (tx) => putAll(ctx, tx, scope, inputs),
      (written) => ({ in: scope, events: written.map((put) => eventOf(put, scope)) }),
    ),
  );
  return puts.map((put) => outcomeOf(put, scope));
}

/** As `putSecrets`, for one. */
export async function putSecret(
  ctx: Context,
  reference: ScopeReference,
  input: SecretInput,
): Promise<PutOutcome> {
  const [outcome] = await putSecrets(ctx, reference, [input]);
  return outcome!;
}

function checkNames(inputs: readonly SecretInput[]): void {
  const seen = new Set<string>();
  for (const { key } of inputs) {
    checkSecretName(key);
    const lowered = key.toLowerCase();
    if (seen.has(lowered)) {
      throw ruleBroken('/key', 'name_twice', 'Send each name once; case does not tell them apart.');
    }
    seen.add(lowered);
  }
}

function eventOf({ existing, write }: Put, scope: AuthorizedScope): AuditEvent {
  return {
    action: existing ? 'secret.replaced' : 'secret.created',
    secret: { id: write.secretId, name: write.name },
    scope,
    version: write.number,
    state: 'current',
    reason: write.reason,
  };
}

/** What is answered about a put that was written. */
export function outcomeOf({ existing, row }: Put, scope: AuthorizedScope): PutOutcome {
  return { created: !existing, secret: secretSummary(row, scope) };
}
