// The fields of the forms for roles of the organization's own.

import { z } from 'zod';
import { createRoleInput, roleReference } from './role';
import { words } from './token-form';

const { slug, name, description, permissions } = createRoleInput.shape;

/** Permissions come as one text, divided by blanks. */
export const createRoleForm = z.strictObject({
  slug,
  name,
  description,
  permissions: words.pipe(permissions),
});

/** All of it: a description that is left empty goes. */
export const changeRoleForm = createRoleForm.omit({ slug: true }).extend({ role: roleReference });

export const deleteRoleForm = z.strictObject({ role: roleReference });
