'use client';

import { useState } from 'react';
import type { GroupMember, GroupSummary } from '@/lib/contracts/group';
import { ReadRefused } from '@/components/requests/read-refused';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { AddGroupMember } from './add-group-member';
import type { GroupActions } from './group-actions';
import { GroupDialog } from './group-dialog';
import { GroupMemberEntry } from './group-member-entry';
import { useGroupMembers } from './use-groups';

interface GroupMembersProps {
  readonly group: GroupSummary;
  /** Null where the person asking may not change who is in it. */
  readonly actions: GroupActions | null;
  readonly onChanged: () => void;
}

/** Who is in the group, as far as they are in sight. */
export function GroupMembers({ group, actions, onChanged }: GroupMembersProps) {
  const list = useGroupMembers(group.slug);
  const [removing, setRemoving] = useState<GroupMember | null>(null);
  const people = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-labelledby="group-people" className="mt-5 border-t border-line pt-4">
      <h2 id="group-people" className="mb-2 font-medium">
        People in it
      </h2>
      {list.isPending ? <SkeletonRows rows={3} label="Loading people" /> : null}
      {list.isLoadingError ? (
        <ReadRefused what="The people" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data && group.members === 0 ? <p className="mb-2">Nobody yet.</p> : null}
      <ul aria-labelledby="group-people">
        {people.map((member) => (
          <GroupMemberEntry
            key={member.id}
            member={member}
            onRemove={actions ? () => setRemoving(member) : undefined}
          />
        ))}
      </ul>
      <ListFoot shown={count(people.length, 'person', 'people')} more={list} />
      {group.members === null ? (
        <p className="mt-2 text-12 text-ink-muted">
          Whoever has no role where you manage people is not shown.
        </p>
      ) : null}
      {actions ? (
        <AddGroupMember group={group} action={actions.addMember} onAdded={onChanged} />
      ) : null}
      {actions && removing ? (
        <GroupDialog
          group={group}
          title={`Take ${removing.name} out of ${group.name}?`}
          verb="Take out"
          done={`${removing.name} is not in ${group.name} any more`}
          action={actions.removeMember}
          onClose={() => setRemoving(null)}
          onDone={() => {
            setRemoving(null);
            onChanged();
          }}
        >
          <input type="hidden" name="person" value={removing.id} />
          <p>
            What {removing.name} holds only through the group is refused from the next act on.
            {removing.sources.length > removing.removable.length
              ? ' The identity provider says so too: what it says stays.'
              : ''}
          </p>
        </GroupDialog>
      ) : null}
    </section>
  );
}
