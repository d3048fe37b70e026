'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields, readSecretField } from '@/lib/actions/form-fields';
import {
  ADDRESS_FIELD,
  changedInstanceForm,
  deletedInstanceForm,
  namedInstanceForm,
  newInstanceForm,
} from '@/lib/contracts/instance-form';
import { changeInstance } from '@/lib/services/instances/change-instance';
import { createInstance } from '@/lib/services/instances/create-instance';
import { deleteInstanceTyped } from '@/lib/services/instances/delete-instance';
import { reencryptInstances } from '@/lib/services/instances/reencrypt-instances';
import { testInstance } from '@/lib/services/instances/test-instance';

export const createInstanceAction = formAction(async (ctx, form) => {
  const { name } = readFields(form, newInstanceForm, [ADDRESS_FIELD]);
  const { slug } = await createInstance(ctx, { name, url: readSecretField(form, ADDRESS_FIELD) });
  return { slug };
});

/** An address that is left empty stays. */
export const changeInstanceAction = formAction(async (ctx, form) => {
  const { id, name } = readFields(form, changedInstanceForm, [ADDRESS_FIELD]);
  const given = (form.get(ADDRESS_FIELD) ?? '') !== '';
  const url = given ? { url: readSecretField(form, ADDRESS_FIELD) } : {};
  const { slug } = await changeInstance(ctx, id, { name, ...url });
  return { slug };
});

export const testInstanceAction = formAction(async (ctx, form) => {
  const { id } = readFields(form, namedInstanceForm);
  const { instance, ok, detail } = await testInstance(ctx, id);
  return { slug: instance.slug, ok, detail };
});

export const deleteInstanceAction = formAction(async (ctx, form) => {
  const { id, typed } = readFields(form, deletedInstanceForm);
  await deleteInstanceTyped(ctx, id, typed);
  return { id };
});

/** One batch; the page asks for the next one until none is left. */
export const reencryptInstancesAction = formAction(async (ctx) => {
  const { moved, left, failed } = await reencryptInstances(ctx);
  return { moved, left, failed: failed.map(({ slug }) => slug) };
});
