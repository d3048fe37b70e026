// From the form that seals a secret to what the services take.

import 'server-only';
import type { z } from 'zod';
import { sealSecretForm } from '@/lib/contracts/secret-form';
import { ruleBroken } from '@/lib/domain/errors';
import type { SavedInput } from '@/lib/services/secrets/save-secret';
import type { SecretInput } from '@/lib/services/secrets/secret-input';
import { readFields, readFileField, readPartFields, readSecretField } from './form-fields';

export type Source = z.infer<typeof sealSecretForm>['source'];

/** Where the value may be; only the place that `source` names is read. */
export const VALUE_FIELDS = ['value', 'valueFile', 'part.*', 'valueThere'];

export interface SubmittedSecret {
  readonly scope: string;
  readonly source: Source;
  readonly input: SavedInput;
}

/** Throws as `readFields` and the readers of values do, at the fields of the form. */
export async function readSecretForm(form: FormData): Promise<SubmittedSecret> {
  const { scope, source, aliasOf, connector, reference, backend, expiresOn, ...fields } =
    readFields(form, sealSecretForm, VALUE_FIELDS);
  const shared = expiresOn === undefined ? fields : { ...fields, expiresAt: expiresOn };
  if (source === 'elsewhere') {
    const where = { ...shared, connector, reference };
    return { scope, source, input: { ...where, ...readValueThere(form) } };
  }
  if (source !== 'alias') {
    const value = await readValue(form, source);
    return { scope, source, input: { ...shared, backend, ...value } };
  }
  if (aliasOf === undefined) {
    throw ruleBroken('/aliasOf', 'missing', 'Name the secret whose value is delivered.');
  }
  return { scope, source, input: { ...shared, aliasOf } };
}

/** A value to be written to the backend; left empty there is none. */
function readValueThere(form: FormData): {
  readonly value?: Pick<SecretInput, 'plaintext' | 'format'>;
} {
  if ((form.get('valueThere') ?? '') === '') return {};
  return { value: { plaintext: readSecretField(form, 'valueThere'), format: 'utf8' } };
}

/** The value of a form, from the place that `source` names. */
export async function readValue(
  form: FormData,
  source: Exclude<Source, 'alias' | 'elsewhere'>,
): Promise<Pick<SecretInput, 'plaintext' | 'format'>> {
  if (source === 'file') return readFileField(form, 'valueFile');
  if (source === 'parts') return { plaintext: readPartFields(form), format: 'object' };
  return { plaintext: readSecretField(form, 'value'), format: 'utf8' };
}
