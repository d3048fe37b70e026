'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { Button } from '@/components/ui/button';
import { useSearch } from '@/components/ui/use-search';
import type { AccessActions } from './access-actions';
import { InvitationList } from './invitation-list';
import { MemberFilters } from './member-filters';
import { MemberList } from './member-list';
import { rolesOffered } from './roles-offered';
import { useRefreshMembers } from './use-members';

const GrantRoleSheet = dynamic(() =>
  import('./grant-role-sheet').then((module) => module.GrantRoleSheet),
);
const InviteSheet = dynamic(() => import('./invite-sheet').then((module) => module.InviteSheet));
const MemberSheet = dynamic(() => import('./member-sheet').then((module) => module.MemberSheet));

interface PeopleViewProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly scope: ScopeSummary;
  readonly locked: boolean;
  readonly actions: AccessActions;
}

/** The people with a role around the scope in the address. */
export function PeopleView({ scopes, grants, scope, locked, actions }: PeopleViewProps) {
  const search = useSearch();
  const refresh = useRefreshMembers();
  const [inviting, setInviting] = useState(false);
  const [granting, setGranting] = useState<{ readonly person: string } | null>(null);
  if (rolesOffered(scopes, grants, scope).length === 0) return <NotYours scope={scope} />;
  const person = search.get('person');
  return (
    <>
      <div className="my-3 flex flex-wrap items-start justify-between gap-2">
        <MemberFilters />
        {locked ? null : (
          <span className="flex flex-wrap gap-2">
            <Button onClick={() => setGranting({ person: '' })}>Grant role</Button>
            <Button tone="primary" onClick={() => setInviting(true)}>
              Invite
            </Button>
          </span>
        )}
      </div>
      <MemberList key={scope.id} scope={scope} />
      <InvitationList locked={locked} revoke={actions.revokeInvitation} />
      {person ? (
        <MemberSheet
          key={person}
          id={person}
          scopes={scopes}
          grants={grants}
          locked={locked}
          actions={actions}
          onGrant={(email) => setGranting({ person: email })}
          onChanged={refresh}
          onClose={() => search.replace({ person: null })}
        />
      ) : null}
      {inviting ? (
        <InviteSheet
          scopes={scopes}
          grants={grants}
          scope={scope}
          action={actions.invite}
          onClose={() => setInviting(false)}
        />
      ) : null}
      {granting ? (
        <GrantRoleSheet
          scopes={scopes}
          grants={grants}
          scope={scope}
          person={granting.person}
          action={actions.grant}
          onClose={() => setGranting(null)}
          onGranted={() => {
            setGranting(null);
            refresh();
          }}
        />
      ) : null}
    </>
  );
}

function NotYours({ scope }: { readonly scope: ScopeSummary }) {
  const place = scope.kind === 'organization' ? 'the organization' : scope.path;
  return (
    <p className="max-w-160 py-8">
      Who has which role on {place} is shown to those who manage people there. That takes the
      permission <span className="font-mono">members:manage</span>, which owners and admins have.
    </p>
  );
}
