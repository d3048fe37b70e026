'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields, readSecretField } from '@/lib/actions/form-fields';
import {
  addManagedSecretBody,
  applyManagedSecretForm,
  removeManagedSecretForm,
} from '@/lib/contracts/managed-secret';
import { applyManagedSecret } from '@/lib/services/managed/apply-managed-secret';
import { addManagedEntry, removeManagedEntry } from '@/lib/services/managed/change-managed-entries';

export const addManagedAction = formAction(async (ctx, form) =>
  addManagedEntry(ctx, readFields(form, addManagedSecretBody)),
);

export const removeManagedAction = formAction(async (ctx, form) => {
  const { name } = readFields(form, removeManagedSecretForm);
  await removeManagedEntry(ctx, name);
  return { name };
});

export const applyManagedAction = formAction(async (ctx, form) => {
  const { name } = readFields(form, applyManagedSecretForm, ['value']);
  return applyManagedSecret(ctx, name, readSecretField(form, 'value'));
});
