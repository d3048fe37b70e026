'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields, readSecretField } from '@/lib/actions/form-fields';
import { finishJwtForm, recordJwtBody, rotateJwtForm } from '@/lib/contracts/jwt';
import { keyActForm } from '@/lib/contracts/keys';
import { checkJwtSecret } from '@/lib/services/keys/jwt/check-jwt-secret';
import { finishJwtRotation } from '@/lib/services/keys/jwt/finish-jwt-rotation';
import { recordJwtVerification } from '@/lib/services/keys/jwt/record-jwt-verification';
import { rotateJwtSecret } from '@/lib/services/keys/jwt/rotate-jwt-secret';

/** An empty secret is none: then one is made. */
export const rotateJwtAction = formAction(async (ctx, form) => {
  const { changeNumber } = readFields(form, rotateJwtForm, ['secret']);
  const secret = form.get('secret') ? readSecretField(form, 'secret') : undefined;
  return rotateJwtSecret(ctx, { secret, changeNumber });
});

export const checkJwtAction = formAction(async (ctx, form) => {
  readFields(form, keyActForm, ['secret']);
  return checkJwtSecret(ctx, readSecretField(form, 'secret'));
});

export const finishJwtAction = formAction(async (ctx, form) =>
  finishJwtRotation(ctx, readFields(form, finishJwtForm)),
);

export const recordJwtAction = formAction(async (ctx, form) =>
  recordJwtVerification(ctx, readFields(form, recordJwtBody)),
);
