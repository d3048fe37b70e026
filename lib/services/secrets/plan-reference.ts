// Decides what describes a secret whose value lives elsewhere: what was sent, and else what it was.

import 'server-only';
import type { LockedSecret, SecretDescription } from '@/lib/db/secrets/secrets';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { guessType } from '@/lib/domain/guess-type';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { checkTypeShape } from '@/lib/domain/type-shape';
import type { OwnerIds } from '../owners/resolve-owners';
import { planDescription } from './plan-description';
import type { PlannedType } from './plan-type';
import { isAlias, refuseOtherCase } from './plan-version';
import type { ReferenceInput } from './secret-input';

/**
 * Throws 409 for an alias, for a name in another case and for a type that has parts: each part is
 * referred to by itself; 422 where a value that was sent has not the shape of the type that was.
 */
export function planReference(
  existing: LockedSecret | undefined,
  input: ReferenceInput,
  owner: OwnerIds | undefined,
  now: Date,
): SecretDescription {
  if (existing) refuseOtherCase(existing.name, input.key);
  if (existing?.aliasOfId) throw isAlias(existing.name);
  const type = typeOf(existing, input);
  if (TYPE_RULES[type.type].parts !== null) {
    const message = `A value of the type ${type.type} has parts. Refer to each of them by a secret of its own, of another type.`;
    throw fieldConflict('/type', 'in_parts', message);
  }
  return planDescription(existing, type, input, owner, now);
}

function typeOf(
  existing: LockedSecret | undefined,
  { key, type, value }: ReferenceInput,
): PlannedType {
  if (type !== undefined) {
    if (value) checkTypeShape(type, value.format, value.plaintext);
    return { type, typeGuessed: false };
  }
  if (existing?.typeGuessed === false) return existing;
  return { type: guessType(key, value?.plaintext, value?.format), typeGuessed: true };
}
