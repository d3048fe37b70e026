// Decides which type a secret has once a value is stored: the one that was chosen, or a guess.

import 'server-only';
import type { SecretDescription } from '@/lib/db/secrets/secrets';
import { KeystowError } from '@/lib/domain/errors';
import { guessType } from '@/lib/domain/guess-type';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { SecretType, ValueFormat } from '@/lib/domain/secret-kinds';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { checkTypeShape, shapeRefused, typeShapeFault } from '@/lib/domain/type-shape';

export type PlannedType = Pick<SecretDescription, 'type' | 'typeGuessed'>;

interface TypedValue {
  readonly key: string;
  readonly type?: SecretType | undefined;
  readonly format: ValueFormat;
  readonly plaintext: Plaintext;
}

/**
 * Throws 422 `type_shape` where the value does not fit a type that was chosen, now or before, and 400
 * for an object where no type with parts was. A guess holds nobody to it: it is made anew.
 */
export function planType(
  existing: SecretDescription | undefined,
  { key, type, format, plaintext }: TypedValue,
): PlannedType {
  const chosen = type ?? (existing?.typeGuessed === false ? existing.type : undefined);
  if (format === 'object' && (!chosen || !TYPE_RULES[chosen].parts)) throw noObject();
  if (type) {
    checkTypeShape(type, format, plaintext);
    return { type, typeGuessed: false };
  }
  const fault = existing && typeShapeFault(existing.type, format, plaintext);
  if (existing && !fault) return { type: existing.type, typeGuessed: existing.typeGuessed };
  if (fault && chosen) {
    throw shapeRefused(fault, `send another type along: this secret is of the type ${chosen}`);
  }
  return { type: guessType(key, plaintext, format), typeGuessed: true };
}

/** The answer to operators in place of a text, too: an object means something for few types only. */
function noObject(): KeystowError {
  const message = 'Send a text, or with an object the type oauth_tokens or auth_profile.';
  return new KeystowError('invalid_shape', message, {
    issues: [{ pointer: '/value', code: 'wrong_type', message }],
  });
}
