'use server';

import { openFormAction } from '@/lib/actions/form-action';
import { readFields, readSecretField } from '@/lib/actions/form-fields';
import { setupInput } from '@/lib/contracts/setup';
import { completeSetup } from '@/lib/services/setup/complete-setup';
import { currentInstallation } from '@/lib/services/installation';

/** Uses the one-time link up and makes the first administrator. */
export const completeSetupAction = openFormAction(async (form) => {
  const input = readFields(form, setupInput, ['password']);
  const password = readSecretField(form, 'password');
  await completeSetup(await currentInstallation(), input, password);
  return { email: input.email };
});
