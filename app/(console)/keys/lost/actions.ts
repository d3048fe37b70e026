'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields, readSecretField } from '@/lib/actions/form-fields';
import { keyActForm } from '@/lib/contracts/keys';
import { resetKeysBody } from '@/lib/contracts/lost-key';
import { recoverLostValues } from '@/lib/services/keys/lost/recover-lost-values';
import { resetKeys } from '@/lib/services/keys/lost/reset-keys';
import { tryKey } from '@/lib/services/keys/lost/try-key';

/** The key is read from its field straight into Plaintext; the answer names its fingerprint. */
export const tryKeyAction = formAction(async (ctx, form) => {
  readFields(form, keyActForm, ['key']);
  return tryKey(ctx, readSecretField(form, 'key'));
});

export const resetKeysAction = formAction(async (ctx, form) =>
  resetKeys(ctx, readFields(form, resetKeysBody).confirm),
);

export const recoverLostAction = formAction(async (ctx, form) => {
  readFields(form, keyActForm, ['key']);
  return recoverLostValues(ctx, readSecretField(form, 'key'));
});
