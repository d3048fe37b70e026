// From the form that seals a secret to what the services take.

import 'server-only';
import type { z } from 'zod';
import { sealSecretForm } from '@/lib/contracts/secret-form';
import { ruleBroken } from '@/lib/domain/errors';
import type { AliasInput, SecretInput } from '@/lib/services/secrets/secret-input';
import { readFields, readFileField, readPartFields, readSecretField } from './form-fields';

export type Source = z.infer<typeof sealSecretForm>['source'];

/** Where the value may be; only the place that `source` names is read. */
export const VALUE_FIELDS = ['value', 'valueFile', 'part.*'];

export interface SubmittedSecret {
  readonly scope: string;
  readonly source: Source;
  readonly input: SecretInput | AliasInput;
}

/** Throws as `readFields` and the readers of values do, at the fields of the form. */
export async function readSecretForm(form: FormData): Promise<SubmittedSecret> {
  const { scope, source, aliasOf, expiresOn, ...fields } = readFields(
    form,
    sealSecretForm,
    VALUE_FIELDS,
  );
  const shared = expiresOn === undefined ? fields : { ...fields, expiresAt: expiresOn };
  if (source !== 'alias') {
    return { scope, source, input: { ...shared, ...(await readValue(form, source)) } };
  }
  if (aliasOf === undefined) {
    throw ruleBroken('/aliasOf', 'missing', 'Name the secret whose value is delivered.');
  }
  return { scope, source, input: { ...shared, aliasOf } };
}

/** The value of a form, from the place that `source` names. */
export async function readValue(
  form: FormData,
  source: Exclude<Source, 'alias'>,
): Promise<Pick<SecretInput, 'plaintext' | 'format'>> {
  if (source === 'file') return readFileField(form, 'valueFile');
  if (source === 'parts') return { plaintext: readPartFields(form), format: 'object' };
  return { plaintext: readSecretField(form, 'value'), format: 'utf8' };
}
