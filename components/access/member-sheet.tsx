'use client';

import { useState } from 'react';
import type { MemberGrant } from '@/lib/contracts/member';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { ReachSection } from '@/components/reach/reach-section';
import { ReadRefused } from '@/components/requests/read-refused';
import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import type { AccessActions } from './access-actions';
import { MemberAccount } from './member-account';
import { MemberFacts } from './member-facts';
import { MemberRoles } from './member-roles';
import { MemberTokens } from './member-tokens';
import { RevokeRoleDialog } from './revoke-role-dialog';
import { useMember } from './use-members';

interface MemberSheetProps {
  readonly id: string;
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly actions: AccessActions;
  readonly onGrant: (email: string) => void;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** One person at the side of the list: facts, roles and what they reach, tokens he made. */
export function MemberSheet(props: MemberSheetProps) {
  const { id, locked, onClose, onChanged } = props;
  const read = useMember(id);
  const [revoking, setRevoking] = useState<MemberGrant | null>(null);
  const member = read.data;
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={member?.name ?? 'Person'}
    >
      {read.isPending ? <SkeletonRows rows={6} label="Loading the person" /> : null}
      {read.isLoadingError ? (
        <ReadRefused what="The person" error={read.error} onRetry={() => void read.refetch()} />
      ) : null}
      {member ? (
        <>
          <MemberFacts member={member} />
          <MemberRoles
            member={member}
            scopes={props.scopes}
            grants={props.grants}
            onRevoke={locked ? undefined : setRevoking}
          />
          {member.deactivatedAt ? null : <ReachSection of={{ kind: 'member', id: member.id }} />}
          {locked || member.deactivatedAt ? null : (
            <Button className="mt-3" onClick={() => props.onGrant(member.email)}>
              Grant another role…
            </Button>
          )}
          <MemberTokens tokens={member.tokens} />
          {locked ? null : (
            <MemberAccount
              member={member}
              scopes={props.scopes}
              grants={props.grants}
              actions={props.actions}
              onChanged={onChanged}
            />
          )}
        </>
      ) : null}
      {member && revoking ? (
        <RevokeRoleDialog
          member={member}
          grant={revoking}
          action={props.actions.revoke}
          onClose={() => setRevoking(null)}
          onRevoked={() => {
            setRevoking(null);
            onChanged();
          }}
        />
      ) : null}
    </Sheet>
  );
}
