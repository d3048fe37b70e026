// The fields of the forms for groups of people.

import { z } from 'zod';
import { addGroupMemberInput, createGroupInput, groupReference } from './group';
import { grantRoleInput } from './member';
import { chosenScope } from './token-form';

export const createGroupForm = z.strictObject(createGroupInput.shape);

/** All of it: a name of the provider that is left empty goes. */
export const changeGroupForm = createGroupForm
  .omit({ slug: true })
  .extend({ group: groupReference });

export const deleteGroupForm = z.strictObject({ group: groupReference });

export const groupMemberForm = z.strictObject({
  group: groupReference,
  person: addGroupMemberInput.shape.person,
});

export const grantGroupRoleForm = z.strictObject({
  group: groupReference,
  role: grantRoleInput.shape.role,
  scope: chosenScope,
});

export const revokeGroupRoleForm = z.strictObject({
  group: groupReference,
  grant: z.string().max(400),
});
