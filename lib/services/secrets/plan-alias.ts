// Decides what describes an alias: what was sent, and else what its target says.

import 'server-only';
import type { LockedSecret, SecretDescription } from '@/lib/db/secrets/secrets';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import type { OwnerIds } from '../owners/resolve-owners';
import { planDescription } from './plan-description';
import type { PlannedType } from './plan-type';
import type { AliasInput } from './secret-input';

/** Throws 409 `other_shape` where a chosen type has parts and the target has not, or the other way round. */
export function planAlias(
  existing: LockedSecret | undefined,
  target: LockedSecret,
  input: AliasInput,
  owner: OwnerIds | undefined,
  now: Date,
): SecretDescription {
  const kept = existing?.typeGuessed === false ? existing.type : undefined;
  const chosen = input.type ?? kept;
  const type: PlannedType = chosen
    ? { type: chosen, typeGuessed: false }
    : { type: target.type, typeGuessed: true };
  if ((TYPE_RULES[type.type].parts === null) !== (TYPE_RULES[target.type].parts === null)) {
    const message = `The value that it stands for is of the type ${target.type}. Send that type, or none.`;
    throw fieldConflict('/type', 'other_shape', message);
  }
  const category = input.category ?? (existing ? undefined : target.category);
  return planDescription(existing, type, { ...input, category }, owner, now);
}
