// Decides what the next version of a secret looks like, before anything is sealed or written.

import 'server-only';
import type { LockedSecret } from '@/lib/db/secrets/secrets';
import type { SecretVersionWrite } from '@/lib/db/secrets/write-versions';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { newUuid } from '@/lib/domain/ids';
import { partNames } from '@/lib/domain/value-parts';
import type { OwnerIds } from '../owners/resolve-owners';
import { planDescription } from './plan-description';
import { planType } from './plan-type';
import type { PlannedType } from './plan-type';
import type { SecretInput } from './secret-input';

export type PlannedVersion = Omit<SecretVersionWrite, 'matchTag' | 'displayTag' | 'envelope'>;

/** What is sealed again as it was is not held to what its type asks for now. */
export type VersionInput = SecretInput & { readonly asItWas?: true };

/**
 * Version 1 of a new secret, or the one after the latest of `existing`; what the input leaves out
 * stays as it was. Throws 409 when the names differ only in case and for an alias, and as `planType`
 * and `planDescription` do.
 */
export function planVersion(
  existing: LockedSecret | undefined,
  input: VersionInput,
  owner: OwnerIds | undefined,
  now: Date,
): PlannedVersion {
  if (existing) refuseOtherCase(existing.name, input.key);
  if (existing?.aliasOfId) throw isAlias(existing.name);
  const type: PlannedType = input.asItWas && existing ? existing : planType(existing, input);
  return {
    ...planDescription(existing, type, input, owner, now),
    secretId: existing?.id ?? newUuid(),
    name: existing?.name ?? input.key,
    backend: existing?.backend ?? 'local',
    versionId: newUuid(),
    number: (existing?.latestVersion ?? 0) + 1,
    format: input.format,
    parts: input.format === 'object' ? partNames(input.plaintext) : [],
    reason: input.reason ?? null,
  };
}

/** Throws 409 `name_case` where the names are not exactly the same. */
export function refuseOtherCase(taken: string, wanted: string): void {
  if (taken === wanted) return;
  const message = `This scope already has ${taken}, which differs only in case. Use ${taken}, or another name.`;
  throw fieldConflict('/key', 'name_case', message);
}

/** An alias has no value of its own, and so no versions to go back to. */
export function isAlias(name: string) {
  const message = `${name} is an alias: it delivers the value of another secret. Change that one, or delete the alias first.`;
  return fieldConflict('/key', 'is_alias', message);
}
