// The fields of the forms for people and their roles.

import { z } from 'zod';
import { deactivateMemberInput, grantRoleInput } from './member';
import { chosenScope, words } from './token-form';

/** Of a person: `usr_…`, or an e-mail. */
const person = z.string().trim().min(1).max(400);

export const grantRoleForm = z.strictObject({
  person,
  role: grantRoleInput.shape.role,
  scope: chosenScope,
});

export const revokeRoleForm = z.strictObject({ person, grant: z.string().max(400) });

/** The ids of tokens come as one text, divided by blanks. */
export const deactivateMemberForm = z.strictObject({
  person,
  revokeTokens: words.pipe(deactivateMemberInput.shape.revokeTokens).optional(),
});

export const memberForm = z.strictObject({ person });
