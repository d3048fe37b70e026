'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { grantRoleForm, revokeRoleForm } from '@/lib/contracts/member-form';
import { grantRole } from '@/lib/services/members/grant-role';
import { revokeRole } from '@/lib/services/members/revoke-role';

export const grantRoleAction = formAction(async (ctx, form) => {
  const { person, ...input } = readFields(form, grantRoleForm);
  return grantRole(ctx, person, input);
});

export const revokeRoleAction = formAction(async (ctx, form) => {
  const { person, grant } = readFields(form, revokeRoleForm);
  await revokeRole(ctx, person, grant);
  return { grant };
});
