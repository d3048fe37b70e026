// Seals the next versions of secrets and writes them as one set, inside the caller's transaction.

import 'server-only';
import { holdScope } from '@/lib/db/scopes/scopes';
import { findSecretRows } from '@/lib/db/secrets/secret-list';
import type { SecretListRow } from '@/lib/db/secrets/secret-list';
import { lockSecrets } from '@/lib/db/secrets/secrets';
import type { LockedSecret } from '@/lib/db/secrets/secrets';
import type { Tx } from '@/lib/db/connection/transaction';
import { writeVersions } from '@/lib/db/secrets/write-versions';
import type { SecretVersionWrite } from '@/lib/db/secrets/write-versions';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { resolveOwners } from '../owners/resolve-owners';
import type { Context } from '../context';
import { checkOwnWindows } from '../rotation/check-own-window';
import type { OwnWindow } from '../rotation/check-own-window';
import { checkPartNames, holdPartNames, refuseTakenNames } from './check-part-names';
import { checkVersion } from './check-version';
import { planVersion } from './plan-version';
import type { VersionInput } from './plan-version';
import { factsOf, sealingKeys, sealVersion } from './seal-version';

export interface Put {
  readonly existing: LockedSecret | undefined;
  readonly write: SecretVersionWrite;
  /** The secret as it is listed now. */
  readonly row: SecretListRow;
}

/**
 * The caller records it. Inputs and puts are in the same order. Throws as `putSecrets` does, but for
 * names that are wrong by themselves.
 */
export async function putAll(
  ctx: Context,
  tx: Tx,
  scope: AuthorizedScope,
  inputs: readonly VersionInput[],
): Promise<Put[]> {
  await holdScope(tx, scope.id);
  const keys = await sealingKeys(ctx, tx, scope);
  await holdPartNames(tx, scope.id, inputs);
  const names = inputs.map((input) => input.key);
  const locked = await lockSecrets(tx, scope, names);
  const byName = new Map(locked.map((secret) => [secret.name.toLowerCase(), secret]));
  const existingOf = ({ key }: VersionInput) => byName.get(key.toLowerCase());
  for (const input of inputs) {
    await checkVersion(tx, scope, input.key, existingOf(input), input.ifVersion);
  }
  const owners = inputs.map(({ owner }) => owner);
  const ownerNamed = await resolveOwners(tx, scope.organizationId, owners);
  const at = new Date();
  const puts = inputs.map((input) => {
    const existing = existingOf(input);
    const plan = planVersion(existing, input, ownerNamed(input.owner), at);
    checkPartNames({ key: plan.name, parts: plan.parts });
    return { existing, write: sealVersion(ctx, scope, keys, plan, input.plaintext) };
  });
  const writes = puts.map((put) => put.write);
  await checkOwnWindows(tx, scope, puts.map(ownWindow));
  await writeVersions(tx, scope, { ...factsOf(ctx, keys), at }, writes);
  await refuseTakenNames(
    tx,
    writes.map(({ secretId: id, name: key, parts }) => ({ id, key, parts })),
  );
  const ids = writes.map((write) => write.secretId);
  const rows = new Map((await findSecretRows(tx, scope, ids)).map((row) => [row.id, row]));
  return puts.map((put) => ({ ...put, row: rows.get(put.write.secretId)! }));
}

function ownWindow({ existing, write }: Omit<Put, 'row'>): OwnWindow {
  const { secretId, type, rotationWindowDays: days } = write;
  return { secretId, type, days, was: existing?.rotationWindowDays ?? null };
}
