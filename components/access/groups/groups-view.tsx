'use client';

import dynamic from 'next/dynamic';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { useSearch } from '@/components/ui/use-search';
import { FilterField } from '@/components/ui/filter-field';
import { NEW_ENTRY } from '../new-entry';
import { useRefreshRoles } from '../roles/use-roles';
import type { GroupActions } from './group-actions';
import { firstGroup, GroupList } from './group-list';

const GroupSheet = dynamic(() => import('./group-sheet').then((module) => module.GroupSheet));
const NewGroupSheet = dynamic(() =>
  import('./new-group-sheet').then((module) => module.NewGroupSheet),
);

export interface GroupsViewProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  /** The scope of the address, chosen at first where a role is granted. */
  readonly scope: ScopeSummary;
  /** Whether the person asking may make groups and change who is in them. */
  readonly manages: boolean;
  readonly locked: boolean;
  readonly actions: GroupActions;
}

/** People who hold roles together. */
export function GroupsView(props: GroupsViewProps) {
  const { manages, locked, actions } = props;
  const search = useSearch();
  const refresh = useRefreshRoles();
  const opened = search.get('group');
  const close = () => search.replace({ group: null });
  return (
    <>
      <div className="my-3">
        <FilterField
          label="Filter groups"
          filter={search.get('q') ?? ''}
          onFilter={(q) => search.replace({ q })}
          onLeave={() => firstGroup()?.focus()}
        />
      </div>
      <GroupList onOpen={(group) => search.push({ group })} mayMake={manages && !locked} />
      {opened === NEW_ENTRY && manages && !locked ? (
        <NewGroupSheet
          action={actions.create}
          onClose={close}
          onMade={({ slug }) => {
            refresh();
            search.replace({ group: slug });
          }}
        />
      ) : null}
      {opened && opened !== NEW_ENTRY ? (
        <GroupSheet {...props} key={opened} group={opened} onClose={close} onChanged={refresh} />
      ) : null}
    </>
  );
}
