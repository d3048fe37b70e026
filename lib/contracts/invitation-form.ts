// The fields of the forms for invitations.

import { z } from 'zod';
import { grantRoleInput } from './member';
import { chosenScope } from './token-form';

/** One role; more are granted once the person is there. */
export const inviteForm = z.strictObject({
  email: z.string().trim().pipe(z.email().max(254)),
  role: grantRoleInput.shape.role,
  scope: chosenScope,
});

export const revokeInvitationForm = z.strictObject({ id: z.string().max(400) });

/** The secret of an invitation link. */
export const invitationLinkForm = z.strictObject({ link: z.string().min(1).max(200) });

/** The password is read apart. */
export const acceptInvitationForm = invitationLinkForm.extend({
  name: z.string().trim().min(1).max(200),
});
