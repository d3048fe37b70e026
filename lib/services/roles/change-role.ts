// Changes what a role gives or is called; all who hold it have the change at once.

import 'server-only';
import type { ChangeRoleInput, RoleSummary } from '@/lib/contracts/role';
import { checkTexts } from '@/lib/contracts/check-texts';
import { lockRole, updateRole } from '@/lib/db/people/roles';
import type { RoleRow } from '@/lib/db/people/roles';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { inTableOrder } from '@/lib/domain/permissions';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkScopeName } from '../scopes/scope-name';
import { manageRole } from './manage-role';
import { roleCounts } from './role-counts';
import { roleSummary } from './role-summary';

/**
 * Needs what `mayMakeRole` says for what it gives before and after. Its slug stays. Throws 404 as
 * `findRole`, 409 where somebody else changed what it gives at the same time. Nothing new is no event.
 */
export async function changeRole(
  ctx: Context,
  reference: string,
  input: ChangeRoleInput,
): Promise<RoleSummary> {
  checkTexts(input);
  const { row: seen, sight, organization } = await manageRole(ctx, reference, input.permissions);
  const name = input.name === undefined ? undefined : checkScopeName(input.name);
  const counts = await roleCounts(ctx, sight);
  const { is } = await recorded(
    ctx,
    async (tx) => {
      const was = await lockRole(tx, organization, seen.id);
      if (!was) throw notFound('That role');
      if (!sameList(was.permissions, seen.permissions)) throw changedMeanwhile();
      const wanted = {
        name: name ?? was.name,
        description: input.description === undefined ? was.description : input.description || null,
        permissions: input.permissions ? inTableOrder(input.permissions) : was.permissions,
      };
      return { was, is: await updateRole(tx, organization, was.id, wanted) };
    },
    ({ was, is }) => ({ in: organization, events: same(was, is) ? [] : [changed(was, is)] }),
  );
  return roleSummary(is, counts);
}

function changed(was: RoleRow, is: RoleRow) {
  return {
    action: 'role.changed' as const,
    customRole: { id: is.id, name: is.slug },
    before: was.permissions,
    after: is.permissions,
    title: is.name,
    was: was.name,
  };
}

function same(was: RoleRow, is: RoleRow): boolean {
  const texts = was.name === is.name && was.description === is.description;
  return texts && sameList(was.permissions, is.permissions);
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}

function changedMeanwhile(): KeystowError {
  const message = 'Somebody else changed what this role gives at this moment. Look again.';
  return new KeystowError('version_conflict', message);
}
