'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { purgeForm, restoreForm } from '@/lib/contracts/bin';
import { anyKind } from '@/lib/services/access/authorize';
import { purgeSecret } from '@/lib/services/secrets/purge-secret';
import { restoreSecret } from '@/lib/services/secrets/restore-secret';

export const restoreSecretAction = formAction(async (ctx, form) => {
  const { scope, secretId } = readFields(form, restoreForm);
  return restoreSecret(ctx, anyKind(scope), secretId);
});

/** Destroys a deleted secret for good; the form holds its name as the person typed it. */
export const purgeSecretAction = formAction(async (ctx, form) => {
  const { scope, secretId, key } = readFields(form, purgeForm);
  await purgeSecret(ctx, anyKind(scope), secretId);
  return { key };
});
