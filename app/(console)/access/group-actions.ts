'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import {
  changeGroupForm,
  createGroupForm,
  deleteGroupForm,
  grantGroupRoleForm,
  groupMemberForm,
  revokeGroupRoleForm,
} from '@/lib/contracts/group-form';
import { addGroupMember } from '@/lib/services/groups/add-group-member';
import { changeGroup } from '@/lib/services/groups/change-group';
import { createGroup } from '@/lib/services/groups/create-group';
import { deleteGroup } from '@/lib/services/groups/delete-group';
import { grantGroupRole } from '@/lib/services/groups/grant-group-role';
import { removeGroupMember } from '@/lib/services/groups/remove-group-member';
import { revokeGroupRole } from '@/lib/services/groups/revoke-group-role';

export const createGroupAction = formAction(async (ctx, form) =>
  createGroup(ctx, readFields(form, createGroupForm)),
);

export const changeGroupAction = formAction(async (ctx, form) => {
  const { group, externalName = null, ...input } = readFields(form, changeGroupForm);
  return changeGroup(ctx, group, { ...input, externalName });
});

export const deleteGroupAction = formAction(async (ctx, form) => {
  const { group } = readFields(form, deleteGroupForm);
  await deleteGroup(ctx, group);
  return { group };
});

export const addGroupMemberAction = formAction(async (ctx, form) => {
  const { group, person } = readFields(form, groupMemberForm);
  return addGroupMember(ctx, group, person);
});

export const removeGroupMemberAction = formAction(async (ctx, form) => {
  const { group, person } = readFields(form, groupMemberForm);
  await removeGroupMember(ctx, group, person);
  return { group };
});

export const grantGroupRoleAction = formAction(async (ctx, form) => {
  const { group, ...input } = readFields(form, grantGroupRoleForm);
  return grantGroupRole(ctx, group, input);
});

export const revokeGroupRoleAction = formAction(async (ctx, form) => {
  const { group, grant } = readFields(form, revokeGroupRoleForm);
  await revokeGroupRole(ctx, group, grant);
  return { grant };
});
