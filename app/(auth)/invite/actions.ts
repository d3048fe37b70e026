'use server';

import { openFormAction } from '@/lib/actions/form-action';
import { readFields, readSecretField } from '@/lib/actions/form-fields';
import { holderOfLink } from '@/lib/auth/holder-of-link';
import { acceptInvitationForm, invitationLinkForm } from '@/lib/contracts/invitation-form';
import { acceptInvitation } from '@/lib/services/invitations/accept-invitation';
import { readInvitation } from '@/lib/services/invitations/open-invitation';

/** What the link invites to; it stays unused. */
export const lookAtInvitationAction = openFormAction(async (form) => {
  const { link } = readFields(form, invitationLinkForm);
  return readInvitation(...(await holderOfLink(link)));
});

/** Uses the link up; answers the e-mail to sign in with. */
export const acceptInvitationAction = openFormAction(async (form) => {
  const { link, name } = readFields(form, acceptInvitationForm, ['password']);
  const password = readSecretField(form, 'password');
  return acceptInvitation(...(await holderOfLink(link)), { name, password });
});
