'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields, readSecretField } from '@/lib/actions/form-fields';
import { anyKind } from '@/lib/services/access/authorize';
import { deleteSecretForm, sealSecretForm } from '@/lib/contracts/secret-form';
import { deleteSecret } from '@/lib/services/secrets/delete-secret';
import { putSecret } from '@/lib/services/secrets/put-secrets';

/** Seals a new secret, or the next version of one. */
export const sealSecretAction = formAction(async (ctx, form) => {
  const { scope, ...fields } = readFields(form, sealSecretForm, ['value']);
  const plaintext = readSecretField(form, 'value');
  const outcome = await putSecret(ctx, anyKind(scope), { ...fields, plaintext, format: 'utf8' });
  return outcome.secret;
});

export const deleteSecretAction = formAction(async (ctx, form) => {
  const { scope, key } = readFields(form, deleteSecretForm);
  await deleteSecret(ctx, anyKind(scope), key);
  return { key };
});
