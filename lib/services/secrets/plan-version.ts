// Decides what the next version of a secret looks like, before anything is sealed or written.

import 'server-only';
import type { LockedSecret } from '@/lib/db/secrets/secrets';
import type { SecretVersionWrite } from '@/lib/db/secrets/write-versions';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { newUuid } from '@/lib/domain/ids';
import { backendNamed } from '@/lib/domain/secret-kinds';
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
  if (existing && existing.backend !== 'local' && !bringsHome(input))
    throw livesElsewhere(existing);
  const type: PlannedType = input.asItWas && existing ? existing : planType(existing, input);
  return {
    ...planDescription(existing, type, input, owner, now),
    secretId: existing?.id ?? newUuid(),
    name: existing?.name ?? input.key,
    backend: 'local',
    versionId: newUuid(),
    number: (existing?.latestVersion ?? 0) + 1,
    format: input.format,
    parts: input.format === 'object' ? partNames(input.plaintext) : [],
    reason: input.reason ?? null,
  };
}

/** What is kept elsewhere is sealed here only where that was said. */
function bringsHome({ backend, asItWas }: VersionInput): boolean {
  return asItWas === true || (backend !== undefined && backendNamed(backend) === 'local');
}

/** 409: nobody brings a value into the database by oversight. */
export function livesElsewhere({ name, backend }: Pick<LockedSecret, 'name' | 'backend'>) {
  const message = `The value of ${name} lives in ${backend}. Change it there, or send the backend local to seal the new one here.`;
  return fieldConflict('/backend', 'lives_elsewhere', message);
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
