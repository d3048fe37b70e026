'use server';

import { openFormAction } from '@/lib/actions/form-action';
import { readFields, readSecretField } from '@/lib/actions/form-fields';
import { recoveryLinkForm } from '@/lib/contracts/account';
import { currentInstallation } from '@/lib/services/installation';
import { completeRecovery, readRecoveryLink } from '@/lib/services/recovery/complete-recovery';

/** Whose password the link sets; it stays unused. */
export const lookAtRecoveryLinkAction = openFormAction(async (form) => {
  const { link } = readFields(form, recoveryLinkForm);
  const { email, name } = await readRecoveryLink(await currentInstallation(), link);
  return { email, name };
});

/** Uses the one-time link up. */
export const completeRecoveryAction = openFormAction(async (form) => {
  const { link } = readFields(form, recoveryLinkForm, ['password']);
  const password = readSecretField(form, 'password');
  return completeRecovery(await currentInstallation(), link, password);
});
