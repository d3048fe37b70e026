'use client';

import { useState } from 'react';
import type { MemberDetails } from '@/lib/contracts/member';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { Button } from '@/components/ui/button';
import type { AccountActions } from './access-actions';
import { DeactivateDialog } from './deactivate-dialog';
import { PersonDialog } from './person-dialog';

interface MemberAccountProps {
  readonly member: MemberDetails;
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly actions: AccountActions;
  readonly onChanged: () => void;
}

type Asked = 'deactivate' | 'reactivate' | 'transfer' | 'unlink';

/** What can be done to the account by those who manage people of the whole organization. */
export function MemberAccount(props: MemberAccountProps) {
  const { member, scopes, grants, actions, onChanged } = props;
  const [asked, setAsked] = useState<Asked | null>(null);
  const organization = scopes.find((one) => one.kind === 'organization');
  const held = organization ? permissionsAt(scopes, grants, organization) : [];
  if (!held.includes('members:manage')) return null;
  const isOwner = member.grants.some(
    ({ role, scope }) => role === 'owner' && scope.kind === 'organization',
  );
  const mayTransfer = held.includes('organization:manage') && !isOwner && !member.deactivatedAt;
  const dialog = {
    member,
    onClose: () => setAsked(null),
    onDone: () => {
      setAsked(null);
      onChanged();
    },
  };
  return (
    <section aria-labelledby="member-account" className="mt-5 border-t border-line pt-4">
      <h2 id="member-account" className="mb-2 font-medium">
        Account
      </h2>
      <div className="flex flex-wrap gap-2">
        {mayTransfer ? (
          <Button onClick={() => setAsked('transfer')}>Transfer ownership…</Button>
        ) : null}
        {member.signsOnThrough.length > 0 ? (
          <Button onClick={() => setAsked('unlink')}>Unlink sign-on…</Button>
        ) : null}
        {member.deactivatedAt ? (
          <Button onClick={() => setAsked('reactivate')}>Reactivate…</Button>
        ) : (
          <Button tone="quiet-danger" onClick={() => setAsked('deactivate')}>
            Deactivate…
          </Button>
        )}
      </div>
      {asked === 'deactivate' ? <DeactivateDialog {...dialog} action={actions.deactivate} /> : null}
      {asked === 'reactivate' ? (
        <PersonDialog
          {...dialog}
          title={`Let ${member.name} sign in again?`}
          action={actions.reactivate}
          verb="Reactivate"
          done={`${member.name} can sign in again`}
        >
          The roles of before hold again. Sessions and revoked tokens do not come back.
        </PersonDialog>
      ) : null}
      {asked === 'unlink' ? (
        <PersonDialog
          {...dialog}
          title={`Unlink ${member.name} from ${member.signsOnThrough.join(', ')}?`}
          action={actions.unlink}
          verb="Unlink"
          danger
          done={`${member.name} is unlinked`}
        >
          All sessions end and groups that came from the provider go. Whoever signs on there next
          with the verified address {member.email} is linked anew: to keep this person out,
          deactivate the account instead.
        </PersonDialog>
      ) : null}
      {asked === 'transfer' ? (
        <PersonDialog
          {...dialog}
          title={`Transfer your ownership to ${member.name}?`}
          action={actions.transfer}
          verb="Transfer ownership"
          done={`${member.name} is owner now`}
        >
          {member.email} becomes owner of the organization, and you become admin. Only an owner can
          undo it. To have several owners, grant the role instead.
        </PersonDialog>
      ) : null}
    </section>
  );
}
