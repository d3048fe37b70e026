'use client';

import { useState } from 'react';
import type { GroupSummary } from '@/lib/contracts/group';
import type { MemberGrant } from '@/lib/contracts/member';
import { Button } from '@/components/ui/button';
import { GrantedRoles } from '../granted-roles';
import { rolesOffered } from '../roles-offered';
import { GrantGroupRoleSheet } from './grant-group-role-sheet';
import { GroupRoleDialog } from './group-role-dialog';
import type { GroupsViewProps } from './groups-view-props';

interface GroupRolesProps extends GroupsViewProps {
  readonly group: GroupSummary;
  readonly onChanged: () => void;
}

/** What everybody in the group may do, and where. */
export function GroupRoles({ group, ...props }: GroupRolesProps) {
  const { scopes, grants, scope, locked, actions, onChanged } = props;
  const [granting, setGranting] = useState(false);
  const [revoking, setRevoking] = useState<MemberGrant | null>(null);
  const gives = scopes.some((one) => rolesOffered(scopes, grants, one).length > 0);
  return (
    <section aria-labelledby="group-roles">
      <h2 id="group-roles" className="mb-2 font-medium">
        Roles of everybody in it
      </h2>
      {group.grants.length === 0 ? (
        <p>{props.manages ? 'No role yet.' : 'No role where you manage people.'}</p>
      ) : null}
      <GrantedRoles
        held={group.grants}
        scopes={scopes}
        grants={grants}
        onRevoke={locked ? undefined : setRevoking}
      />
      {gives && !locked ? (
        <Button className="mt-3" onClick={() => setGranting(true)}>
          Grant a role…
        </Button>
      ) : null}
      {granting ? (
        <GrantGroupRoleSheet
          {...{ group, scopes, grants, scope }}
          action={actions.grant}
          onClose={() => setGranting(false)}
          onGranted={() => {
            setGranting(false);
            onChanged();
          }}
        />
      ) : null}
      {revoking ? (
        <GroupRoleDialog
          group={group}
          grant={revoking}
          action={actions.revoke}
          onClose={() => setRevoking(null)}
          onRevoked={() => {
            setRevoking(null);
            onChanged();
          }}
        />
      ) : null}
    </section>
  );
}
