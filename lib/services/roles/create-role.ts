// Makes a role of the organization's own: a named set of permissions.

import 'server-only';
import type { CreateRoleInput, RoleSummary } from '@/lib/contracts/role';
import { checkTexts } from '@/lib/contracts/check-texts';
import { insertRole, listRoleRows } from '@/lib/db/people/roles';
import { isUniqueViolation } from '@/lib/db/connection/sql-state';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { inTableOrder, isRole, ROLES } from '@/lib/domain/permissions';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkScopeName, checkSlug } from '../scopes/scope-name';
import { mayMakeRole } from './manage-role';
import { roleSummary } from './role-summary';
import { slugTaken } from './slug-taken';

/** So that all of them can be read at once. */
export const ROLES_MAX = 200;

/**
 * Needs what `mayMakeRole` says. Throws 422 for a slug or a name that breaks a rule, 409 for a slug
 * that is taken.
 */
export async function createRole(ctx: Context, input: CreateRoleInput): Promise<RoleSummary> {
  checkTexts(input);
  const organization = await mayMakeRole(ctx, input.permissions);
  const name = checkScopeName(input.name);
  const slug = checkSlug(input.slug);
  if (isRole(slug)) {
    const message = `Choose another slug: ${ROLES.join(', ')} are built in.`;
    throw ruleBroken('/slug', 'slug_built_in', message);
  }
  const { description } = input;
  const permissions = inTableOrder(input.permissions);
  const role = { id: newUuid(), slug, name, description: description || null, permissions };
  const row = await recorded(
    ctx,
    async (tx) => {
      const { length } = await listRoleRows(tx, organization.organizationId);
      if (length < ROLES_MAX) return insertRole(tx, organization, role);
      const message = `An organization has ${ROLES_MAX} roles of its own at most. Delete one first.`;
      throw new KeystowError('conflict', message);
    },
    () => ({
      in: organization,
      events: [{ action: 'role.created', customRole: { id: role.id, name: slug }, permissions }],
    }),
  ).catch((error: unknown) => {
    throw isUniqueViolation(error) ? slugTaken('role') : error;
  });
  return roleSummary(row, new Map());
}
