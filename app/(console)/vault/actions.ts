'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { pointingAtFields } from '@/lib/actions/pointing-at-fields';
import { readDescriptionForm } from '@/lib/actions/read-description-form';
import { readSecretForm } from '@/lib/actions/read-secret-form';
import { anyKind } from '@/lib/services/access/authorize';
import { checkSecretForm, deleteSecretForm } from '@/lib/contracts/secret-form';
import { checkSecret } from '@/lib/services/secrets/check-secret';
import { deleteSecret } from '@/lib/services/secrets/delete-secret';
import { describeSecret } from '@/lib/services/secrets/describe-secret';
import { saveSecret } from '@/lib/services/secrets/save-secret';

/** Seals a new secret, or the next version of one, where its value lives; or gives another's value a second name. */
export const sealSecretAction = formAction(async (ctx, form) => {
  const { scope, source, input } = await readSecretForm(form);
  const outcome = await pointingAtFields(source, () => saveSecret(ctx, anyKind(scope), input));
  return outcome.secret;
});

/** Changes what describes a secret; its value stays. */
export const describeSecretAction = formAction(async (ctx, form) => {
  const { scope, key, input } = readDescriptionForm(form);
  return pointingAtFields('text', () => describeSecret(ctx, anyKind(scope), key, input));
});

/** Moves a secret to the bin; where aliases deliver its value, the form repeats its name. */
export const deleteSecretAction = formAction(async (ctx, form) => {
  const { scope, key, confirm, atBackend } = readFields(form, deleteSecretForm);
  await deleteSecret(ctx, anyKind(scope), key, { confirm, atBackend: atBackend !== undefined });
  return { key };
});

/** Asks the backend of an external secret whether its reference resolves; answers nothing of the value. */
export const checkSecretAction = formAction(async (ctx, form) => {
  const { scope, key } = readFields(form, checkSecretForm);
  return checkSecret(ctx, anyKind(scope), key);
});
