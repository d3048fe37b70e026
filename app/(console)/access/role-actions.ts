'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { changeRoleForm, createRoleForm, deleteRoleForm } from '@/lib/contracts/role-form';
import { changeRole } from '@/lib/services/roles/change-role';
import { createRole } from '@/lib/services/roles/create-role';
import { deleteRole } from '@/lib/services/roles/delete-role';

export const createRoleAction = formAction(async (ctx, form) =>
  createRole(ctx, readFields(form, createRoleForm)),
);

export const changeRoleAction = formAction(async (ctx, form) => {
  const { role, description = null, ...input } = readFields(form, changeRoleForm);
  return changeRole(ctx, role, { ...input, description });
});

export const deleteRoleAction = formAction(async (ctx, form) => {
  const { role } = readFields(form, deleteRoleForm);
  await deleteRole(ctx, role);
  return { role };
});
