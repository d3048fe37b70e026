// Creates or replaces secrets of one scope: sealed in memory, then written as one set.

import 'server-only';
import { displayTag, matchTag } from '@/lib/crypto/fingerprint';
import { valueAad } from '@/lib/crypto/aad';
import { sealValue } from '@/lib/crypto/value';
import type { SecretFields, SecretSummary } from '@/lib/contracts/secret';
import { isUniqueViolation } from '@/lib/db/sql-state';
import { holdScope } from '@/lib/db/scopes';
import { findSecretRows } from '@/lib/db/secret-list';
import type { SecretListRow } from '@/lib/db/secret-list';
import { lockSecrets, writeVersions } from '@/lib/db/secrets';
import type { LockedSecret, SecretVersionWrite } from '@/lib/db/secrets';
import type { Tx } from '@/lib/db/transaction';
import { actorLabel } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { ruleBroken } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { ValueFormat } from '@/lib/domain/secret-kinds';
import { checkSecretName } from '@/lib/domain/secret-name';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkVersion } from './check-version';
import { checkFieldsHideValue } from './check-fields-hide-value';
import { planVersion } from './plan-version';
import { secretSummary } from './secret-summary';

/** One secret to store: its value, how its bytes are to be read, and what describes it. */
export interface SecretInput extends SecretFields {
  readonly plaintext: Plaintext;
  readonly format: ValueFormat;
}

export interface PutOutcome {
  readonly created: boolean;
  readonly secret: SecretSummary;
}

export interface Put {
  readonly existing: LockedSecret | undefined;
  readonly write: SecretVersionWrite;
  /** The secret as it is listed now. */
  readonly row: SecretListRow;
}

const ATTEMPTS_MAX = 3;

/**
 * Needs `secrets:write`. All inputs are written or none; outcomes are in their order. Throws 422 for
 * a name, 409 when names differ only in case or `ifVersion` does not hold.
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
  for (let attempt = 1; ; attempt++) {
    try {
      const puts = await recorded(
        ctx,
        (tx) => putAll(ctx, tx, scope, inputs),
        (written) => ({ in: scope, events: written.map((put) => eventOf(put, scope)) }),
      );
      return puts.map((put) => outcomeOf(put, scope));
    } catch (error) {
      // Somebody created the same name between our look and our write: next time it is a replacement.
      if (!isUniqueViolation(error) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
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

/** Within a transaction of the caller, who records it. Inputs and puts are in the same order. */
export async function putAll(
  ctx: Context,
  tx: Tx,
  scope: AuthorizedScope,
  inputs: readonly SecretInput[],
): Promise<Put[]> {
  const { organizationId } = scope;
  await holdScope(tx, scope.id);
  const [valueKey, matchKey, displayKey] = await ctx.installation.keys.sealing(tx, [
    { ownerId: scope.id, purpose: 'value' },
    { ownerId: organizationId, purpose: 'match' },
    { ownerId: organizationId, purpose: 'display' },
  ]);
  const names = inputs.map((input) => input.key);
  const locked = await lockSecrets(tx, scope, names);
  const byName = new Map(locked.map((secret) => [secret.name.toLowerCase(), secret]));
  const at = new Date();
  for (const { key, ifVersion } of inputs) {
    await checkVersion(tx, scope, key, byName.get(key.toLowerCase()), ifVersion);
  }
  const puts = inputs.map((input) => {
    const existing = byName.get(input.key.toLowerCase());
    const plan = planVersion(existing, input);
    const { secretId, number: version, name, format } = plan;
    const aad = valueAad({
      installationId: ctx.installation.id,
      organizationId,
      scopeId: scope.id,
      secretId,
      version,
      name,
      format,
    });
    const write = {
      ...plan,
      matchTag: matchTag(matchKey!, input.plaintext),
      displayTag: displayTag(displayKey!, secretId, version, input.plaintext),
      envelope: sealValue(valueKey!, aad, input.plaintext),
    };
    return { existing, write };
  });
  const facts = {
    dataKeyId: valueKey!.id,
    matchKeyId: matchKey!.id,
    displayKeyId: displayKey!.id,
    createdByKind: ctx.actor.kind,
    createdById: ctx.actor.kind === 'system' ? null : ctx.actor.id,
    createdBy: actorLabel(ctx.actor),
    at,
  };
  await writeVersions(
    tx,
    scope,
    facts,
    puts.map((put) => put.write),
  );
  const ids = puts.map((put) => put.write.secretId);
  const rows = new Map((await findSecretRows(tx, scope, ids)).map((row) => [row.id, row]));
  return puts.map((put) => ({ ...put, row: rows.get(put.write.secretId)! }));
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
