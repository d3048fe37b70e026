// From the body of a put to what the services take: the value becomes Plaintext at once.

import 'server-only';
import type { z } from 'zod';
import type { putSecretBody } from '@/lib/contracts/secret';
import { KeystowError } from '@/lib/domain/errors';
import { readValueBase64, readValueText } from '@/lib/domain/secret-value';
import { readValueParts } from '@/lib/domain/value-parts';
import type { AliasInput, SecretInput } from '@/lib/services/secrets/secret-input';

/**
 * Throws 400 unless exactly one of `value`, `valueBase64` and `aliasOf` is there, and as the rules of
 * the value say. Whether the type takes an object is for the service to know.
 */
export function readSecretBody(body: z.infer<typeof putSecretBody>): SecretInput | AliasInput {
  const { value, valueBase64, aliasOf, ...fields } = body;
  const given = [value, valueBase64, aliasOf].filter((one) => one !== undefined);
  if (given.length !== 1) throw notOne(' and aliasOf (another secret)');
  return aliasOf !== undefined
    ? { ...fields, aliasOf }
    : { ...fields, ...readSubmittedValue({ value, valueBase64 }) };
}

type SubmittedValue = Pick<z.infer<typeof putSecretBody>, 'value' | 'valueBase64'>;

/** Throws as `readSecretBody`, unless exactly one of the two is there. */
export function readSubmittedValue({
  value,
  valueBase64,
}: SubmittedValue): Pick<SecretInput, 'plaintext' | 'format'> {
  if ((value === undefined) === (valueBase64 === undefined)) throw notOne('');
  if (valueBase64 !== undefined) {
    return { plaintext: readValueBase64(valueBase64), format: 'binary' };
  }
  return typeof value === 'object'
    ? { plaintext: readValueParts(value), format: 'object' }
    : { plaintext: readValueText(value ?? ''), format: 'utf8' };
}

function notOne(others: string): KeystowError {
  const message = `Send one of value (text, or an object of parts), valueBase64 (bytes)${others}.`;
  return new KeystowError('invalid_shape', message, {
    issues: [{ pointer: '', code: 'one_value', message }],
  });
}
