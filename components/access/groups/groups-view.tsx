'use client';

import dynamic from 'next/dynamic';
import { useSearch } from '@/components/ui/use-search';
import { FilterField } from '@/components/ui/filter-field';
import { NEW_ENTRY } from '../new-entry';
import { useRefreshRoles } from '../roles/use-roles';
import { firstGroup, GroupList } from './group-list';
import type { GroupsViewProps } from './groups-view-props';

const GroupSheet = dynamic(() => import('./group-sheet').then((module) => module.GroupSheet));
const NewGroupSheet = dynamic(() =>
  import('./new-group-sheet').then((module) => module.NewGroupSheet),
);

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
