// From the form that describes a secret to what the service takes.

import 'server-only';
import { describeSecretForm } from '@/lib/contracts/secret-form';
import type { DescriptionInput } from '@/lib/services/secrets/describe-secret';
import { readFields } from './form-fields';

/** Every field of the form is there: an empty one takes away what it held. */
export function readDescriptionForm(form: FormData): {
  readonly scope: string;
  readonly key: string;
  readonly input: DescriptionInput;
} {
  const { scope, key, expiresOn, ...fields } = readFields(form, describeSecretForm);
  const input: DescriptionInput = {
    ...fields,
    description: fields.description ?? null,
    owner: fields.owner ?? null,
    tags: fields.tags ?? [],
    expiresAt: expiresOn ?? null,
    rotationWindowDays: fields.rotationWindowDays ?? null,
    asShown: true,
  };
  return { scope, key, input };
}
