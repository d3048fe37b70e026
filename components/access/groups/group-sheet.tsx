'use client';

import { ReadRefused } from '@/components/requests/read-refused';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import type { GroupSummary } from '@/lib/contracts/group';
import { GroupMembers } from './group-members';
import { GroupRoles } from './group-roles';
import { GroupSettings } from './group-settings';
import { useGroup } from './use-groups';
import type { GroupsViewProps } from './groups-view-props';

interface GroupSheetProps extends GroupsViewProps {
  /** Its slug. */
  readonly group: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** One group at the side of the list: its roles, its people, what it is called. */
export function GroupSheet(props: GroupSheetProps) {
  const { locked, manages, actions, onClose, onChanged } = props;
  const read = useGroup(props.group);
  const group = read.data;
  const mayChange = !locked && manages && group !== undefined && coversAll(props, group);
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={group?.name ?? 'Group'}
    >
      {read.isPending ? <SkeletonRows rows={6} label="Loading the group" /> : null}
      {read.isLoadingError ? (
        <ReadRefused what="The group" error={read.error} onRetry={() => void read.refetch()} />
      ) : null}
      {group ? (
        <>
          <GroupRoles {...props} group={group} />
          <GroupMembers group={group} actions={mayChange ? actions : null} onChanged={onChanged} />
          {mayChange ? (
            <GroupSettings
              key={`${group.name} ${group.externalName}`}
              group={group}
              actions={actions}
              onChanged={onChanged}
              onDeleted={() => {
                onClose();
                onChanged();
              }}
            />
          ) : (
            <p className="mt-5 border-t border-line pt-4 text-12 text-ink-muted">
              Who is in it is changed by those who manage people of the whole organization and have
              all that the group gives.
            </p>
          )}
        </>
      ) : null}
    </Sheet>
  );
}

/** Whether the person asking could give each of its roles himself. */
function coversAll({ scopes, grants }: GroupsViewProps, group: GroupSummary): boolean {
  return group.grants.every(({ scope, permissions }) => {
    const place = scopes.find((one) => one.id === scope.id);
    const held = place ? permissionsAt(scopes, grants, place) : [];
    return permissions.every((one) => held.includes(one));
  });
}
