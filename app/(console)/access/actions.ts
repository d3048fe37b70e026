'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { inviteForm, revokeInvitationForm } from '@/lib/contracts/invitation-form';
import { grantRoleForm, revokeRoleForm } from '@/lib/contracts/member-form';
import { makeInvitation } from '@/lib/services/invitations/make-invitation';
import { revokeInvitation } from '@/lib/services/invitations/revoke-invitation';
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

/** Answers the link, this once. */
export const inviteAction = formAction(async (ctx, form) => {
  const { email, ...grant } = readFields(form, inviteForm);
  return makeInvitation(ctx, { email, grants: [grant] });
});

export const revokeInvitationAction = formAction(async (ctx, form) => {
  const { id } = readFields(form, revokeInvitationForm);
  await revokeInvitation(ctx, id);
  return { id };
});
