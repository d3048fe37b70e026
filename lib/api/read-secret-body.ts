// From the body of a put to what the services take: the value becomes Plaintext at once.

import 'server-only';
import type { z } from 'zod';
import type { putSecretBody } from '@/lib/contracts/secret';
import { KeystowError } from '@/lib/domain/errors';
import { readValueBase64, readValueText } from '@/lib/domain/secret-value';
import { readValueParts } from '@/lib/domain/value-parts';
import type { SavedInput } from '@/lib/services/secrets/save-secret';
import type { SecretInput } from '@/lib/services/secrets/secret-input';

/**
 * Throws 400 unless exactly one of `value`, `valueBase64`, `aliasOf` and `reference` is there, or a value
 * with the reference it is written to; and as the rules of the value say. Whether the type takes an object
 * is for the service to know.
 */
export function readSecretBody(body: z.infer<typeof putSecretBody>): SavedInput {
  const { value, valueBase64, aliasOf, reference, connector, ...fields } = body;
  const values = [value, valueBase64].filter((one) => one !== undefined);
  const others = [aliasOf, reference].filter((one) => one !== undefined);
  const writesThere = reference !== undefined && aliasOf === undefined && values.length === 1;
  if (values.length + others.length !== 1 && !writesThere) throw notOne(OTHERS);
  if (aliasOf !== undefined) return { ...fields, aliasOf };
  const where = { reference, connector };
  if (values.length === 0) return { ...fields, ...where };
  const read = readSubmittedValue({ value, valueBase64 });
  const isElsewhere = reference !== undefined || connector !== undefined;
  return isElsewhere ? { ...fields, ...where, value: read } : { ...fields, ...read };
}

const OTHERS = ', aliasOf (another secret) and reference (a value at a backend)';

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
