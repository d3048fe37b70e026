// Makes a group of people, without members or roles.

import 'server-only';
import type { CreateGroupInput, GroupSummary } from '@/lib/contracts/group';
import { checkTexts } from '@/lib/contracts/check-texts';
import { insertGroup } from '@/lib/db/people/groups';
import { newUuid, toTypeId } from '@/lib/domain/ids';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkScopeName, checkSlug } from '../scopes/scope-name';
import { nameTaken } from './name-taken';
import { readGroup } from './read-group';

/**
 * Needs `members:manage` on the organization. Throws 422 for a slug or a name that breaks a rule, 409
 * for a slug or a name of the provider that is taken.
 */
export async function createGroup(ctx: Context, input: CreateGroupInput): Promise<GroupSummary> {
  checkTexts(input);
  const organization = await authorize(ctx, PLATFORM_SCOPE, 'members:manage');
  const [name, slug] = [checkScopeName(input.name), checkSlug(input.slug)];
  const externalName = input.externalName ?? null;
  const id = newUuid();
  await recorded(
    ctx,
    (tx) => insertGroup(tx, organization, { id, slug, name, externalName }),
    () => ({
      in: organization,
      events: [{ action: 'group.created', group: { id, name: slug }, title: name, externalName }],
    }),
  ).catch(nameTaken);
  return readGroup(ctx, toTypeId('group', id));
}
