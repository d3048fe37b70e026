'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { scopeAt } from '@/components/scopes/scope-tree';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { Button } from '@/components/ui/button';
import { Tabs } from '@/components/ui/tabs';
import { useSearch } from '@/components/ui/use-search';
import type { AccessActions } from './access-actions';
import type { GroupActions } from './groups/group-actions';
import { PeopleView } from './people-view';
import type { RoleActions } from './roles/role-actions';
import { NEW_ENTRY } from './new-entry';
import { rolesOffered } from './roles-offered';

const GroupsView = dynamic(() =>
  import('./groups/groups-view').then((module) => module.GroupsView),
);
const RolesView = dynamic(() => import('./roles/roles-view').then((module) => module.RolesView));

const VIEWS = [
  { value: 'people', label: 'People' },
  { value: 'groups', label: 'Groups' },
  { value: 'roles', label: 'Roles' },
] as const;

interface AccessPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly actions: AccessActions;
  readonly groupActions: GroupActions;
  readonly roleActions: RoleActions;
}

/** Who may do what: people, groups of people, and what their roles give; the view is in the address. */
export function AccessPanel(props: AccessPanelProps) {
  const { scopes, grants, locked } = props;
  const search = useSearch();
  const scope = scopeAt(scopes, search.get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  const view = VIEWS.find((one) => one.value === search.get('view'))?.value ?? 'people';
  const organization = scopes.find((one) => one.kind === 'organization');
  const held = organization ? permissionsAt(scopes, grants, organization) : [];
  const manages = held.includes('members:manage');
  const anywhere = scopes.some((one) => rolesOffered(scopes, grants, one).length > 0);
  if (!anywhere)
    return (
      <Frame>
        <PeopleView {...props} scope={scope} />
      </Frame>
    );
  return (
    <Frame>
      <Tabs
        label="Access"
        tabs={VIEWS}
        value={view}
        onChange={(next) => search.push({ ...NOTHING_OPEN, view: next === 'people' ? null : next })}
        aside={
          manages && !locked && view !== 'people' ? (
            <Button tone="primary" onClick={() => search.push(BEGIN[view])}>
              {view === 'groups' ? 'New group' : 'New role'}
            </Button>
          ) : null
        }
      >
        {view === 'people' ? <PeopleView {...props} scope={scope} /> : null}
        {view === 'groups' ? (
          <GroupsView
            {...{ scopes, grants, scope, manages, locked }}
            actions={props.groupActions}
          />
        ) : null}
        {view === 'roles' ? (
          <RolesView held={held} locked={locked} actions={props.roleActions} />
        ) : null}
      </Tabs>
    </Frame>
  );
}

/** What one view keeps in the address means nothing in another. */
const NOTHING_OPEN = { person: null, group: null, edit: null, q: null, role: null };

const BEGIN = { groups: { group: NEW_ENTRY }, roles: { edit: NEW_ENTRY } } as const;

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <h1 className="mb-2 text-20 font-medium">Access</h1>
      {children}
    </>
  );
}
