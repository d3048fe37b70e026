'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { inviteForm, revokeInvitationForm } from '@/lib/contracts/invitation-form';
import {
  deactivateMemberForm,
  grantRoleForm,
  memberForm,
  revokeRoleForm,
} from '@/lib/contracts/member-form';
import { makeInvitation } from '@/lib/services/invitations/make-invitation';
import { revokeInvitation } from '@/lib/services/invitations/revoke-invitation';
import { deactivateMember } from '@/lib/services/members/deactivate-member';
import { grantRole } from '@/lib/services/members/grant-role';
import { reactivateMember } from '@/lib/services/members/reactivate-member';
import { revokeRole } from '@/lib/services/members/revoke-role';
import { transferOwnership } from '@/lib/services/members/transfer-ownership';
import { unlinkMember } from '@/lib/services/members/unlink-member';

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

/** The named tokens are revoked with it. */
export const deactivateMemberAction = formAction(async (ctx, form) => {
  const { person, revokeTokens = [] } = readFields(form, deactivateMemberForm);
  return deactivateMember(ctx, person, { revokeTokens });
});

export const reactivateMemberAction = formAction(async (ctx, form) =>
  reactivateMember(ctx, readFields(form, memberForm).person),
);

export const unlinkMemberAction = formAction(async (ctx, form) =>
  unlinkMember(ctx, readFields(form, memberForm).person),
);

export const transferOwnershipAction = formAction(async (ctx, form) =>
  transferOwnership(ctx, readFields(form, memberForm).person),
);
