'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields, readSecretField } from '@/lib/actions/form-fields';
import { ownProofForm } from '@/lib/contracts/account';
import { beginEnrolment } from '@/lib/services/second-factor/begin-enrolment';
import { confirmEnrolment } from '@/lib/services/second-factor/confirm-enrolment';
import { removeSecondFactor } from '@/lib/services/second-factor/remove-second-factor';
import { renewRecoveryCodes } from '@/lib/services/second-factor/renew-recovery-codes';

/** Answers the seed, this once. */
export const beginEnrolmentAction = formAction(async (ctx, form) => {
  readFields(form, ownProofForm, ['password']);
  return beginEnrolment(ctx, readSecretField(form, 'password'));
});

/** Answers the recovery codes, this once. */
export const confirmEnrolmentAction = formAction(async (ctx, form) => {
  readFields(form, ownProofForm, ['code']);
  return { recoveryCodes: await confirmEnrolment(ctx, readSecretField(form, 'code')) };
});

/** Answers the new recovery codes, this once. */
export const renewRecoveryCodesAction = formAction(async (ctx, form) => {
  readFields(form, ownProofForm, ['password']);
  const password = readSecretField(form, 'password');
  return { recoveryCodes: await renewRecoveryCodes(ctx, { password }) };
});

export const removeSecondFactorAction = formAction(async (ctx, form) => {
  readFields(form, ownProofForm, ['password', 'code']);
  const password = readSecretField(form, 'password');
  await removeSecondFactor(ctx, password, readSecretField(form, 'code'));
  return {};
});
