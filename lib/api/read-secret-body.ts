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
  if (given.length !== 1) throw notOne();
  if (aliasOf !== undefined) return { ...fields, aliasOf };
  if (valueBase64 !== undefined) {
    return { ...fields, plaintext: readValueBase64(valueBase64), format: 'binary' };
  }
  if (typeof value === 'object') {
    return { ...fields, plaintext: readValueParts(value), format: 'object' };
  }
  return { ...fields, plaintext: readValueText(value ?? ''), format: 'utf8' };
}

function notOne(): KeystowError {
  const message =
    'Send one of value (text, or an object of parts), valueBase64 (bytes) and aliasOf (another secret).';
  return new KeystowError('invalid_shape', message, {
    issues: [{ pointer: '', code: 'one_value', message }],
  });
}
