// From the body of a put to what the service takes: the value becomes Plaintext at once.

import 'server-only';
import type { z } from 'zod';
import type { putSecretBody } from '@/lib/contracts/secret';
import { KeystowError } from '@/lib/domain/errors';
import { readValueBase64, readValueText } from '@/lib/domain/secret-value';
import type { SecretInput } from '@/lib/services/secrets/put-secrets';

/** Throws 400 unless exactly one of `value` and `valueBase64` is there, and as the value's rules say. */
export function readSecretBody(body: z.infer<typeof putSecretBody>): SecretInput {
  const { value, valueBase64, ...fields } = body;
  if (typeof value === 'string' && valueBase64 === undefined) {
    return { ...fields, plaintext: readValueText(value), format: 'utf8' };
  }
  if (valueBase64 !== undefined && value === undefined) {
    return { ...fields, plaintext: readValueBase64(valueBase64), format: 'binary' };
  }
  if (typeof value === 'object') {
    const message = 'Send a text.';
    throw new KeystowError('invalid_shape', message, {
      issues: [{ pointer: '/value', code: 'wrong_type', message }],
    });
  }
  const message = 'Send either value (text) or valueBase64 (bytes).';
  throw new KeystowError('invalid_shape', message, {
    issues: [{ pointer: '', code: 'one_value', message }],
  });
}
