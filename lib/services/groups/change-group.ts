// Gives a group another name, or says what the identity provider calls it.

import 'server-only';
import type { ChangeGroupInput, GroupSummary } from '@/lib/contracts/group';
import { checkTexts } from '@/lib/contracts/check-texts';
import { deleteProviderMemberships } from '@/lib/db/people/group-members';
import { lockGroup, updateGroup } from '@/lib/db/people/groups';
import type { GroupRow } from '@/lib/db/people/groups';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkScopeName } from '../scopes/scope-name';
import { noSuchGroup } from './find-group';
import { groupRef } from './group-summary';
import { manageGroup } from './manage-group';
import { nameTaken } from './name-taken';
import { readGroup } from './read-group';

/**
 * Needs what `manageGroup` says, for the provider's name too: whoever signs on with it becomes a
 * member, and who did so with another one is none any more. Its slug stays. Throws 409 for a name of the
 * provider that is taken.
 */
export async function changeGroup(
  ctx: Context,
  reference: string,
  input: ChangeGroupInput,
): Promise<GroupSummary> {
  checkTexts(input);
  const { row, organization } = await manageGroup(ctx, reference);
  const name = input.name === undefined ? undefined : checkScopeName(input.name);
  await recorded(
    ctx,
    async (tx) => {
      const was = await lockGroup(tx, organization, row.id);
      if (!was) throw noSuchGroup();
      const is = {
        name: name ?? was.name,
        externalName: input.externalName === undefined ? was.externalName : input.externalName,
      };
      await updateGroup(tx, organization, was.id, is);
      const same = is.externalName === was.externalName;
      const gone = same ? [] : await deleteProviderMemberships(tx, was.id);
      return { was, is, gone };
    },
    ({ was, is, gone }) => ({
      in: organization,
      events: [
        ...eventsOf(was, is),
        ...gone.map((user) => ({
          action: 'group.member_removed' as const,
          group: groupRef(was),
          user,
          source: 'provider' as const,
        })),
      ],
    }),
  ).catch(nameTaken);
  return readGroup(ctx, reference);
}

function eventsOf(
  was: GroupRow,
  { name, externalName }: Pick<GroupRow, 'name' | 'externalName'>,
): AuditEvent[] {
  const group = groupRef(was);
  const renamed = { action: 'group.renamed', group, title: name, was: was.name } as const;
  const linked = { action: 'group.provider_name_set', group, externalName } as const;
  return [
    ...(name === was.name ? [] : [renamed]),
    ...(externalName === was.externalName ? [] : [{ ...linked, was: was.externalName }]),
  ];
}
