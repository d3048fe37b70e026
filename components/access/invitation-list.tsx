'use client';

import { useState } from 'react';
import type { InvitationSummary } from '@/lib/contracts/invitation';
import { ReadRefused } from '@/components/requests/read-refused';
import { count } from '@/components/ui/count';
import type { FormTarget } from '@/components/ui/form';
import { ListFoot } from '@/components/ui/list-foot';
import { InvitationEntry } from './invitation-entry';
import { RevokeInvitationDialog } from './revoke-invitation-dialog';
import { useInvitations, useRefreshInvitations } from './use-invitations';

interface InvitationListProps {
  readonly locked: boolean;
  readonly revoke: FormTarget<unknown>;
}

/** Who was invited, and what became of it; nothing where nobody was. */
export function InvitationList({ locked, revoke }: InvitationListProps) {
  const list = useInvitations();
  const refresh = useRefreshInvitations();
  const [asked, setAsked] = useState<InvitationSummary | null>(null);
  const invitations = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isLoadingError) {
    const retry = () => void list.refetch();
    return <ReadRefused what="The invitations" error={list.error} onRetry={retry} />;
  }
  if (invitations.length === 0) return null;
  return (
    <section aria-labelledby="invitations" className="mt-8">
      <h2 id="invitations" className="mb-2 text-15 font-medium">
        Invitations
      </h2>
      <ul aria-labelledby="invitations" className="border-t border-line">
        {invitations.map((one) => (
          <InvitationEntry key={one.id} invitation={one} onRevoke={locked ? undefined : setAsked} />
        ))}
      </ul>
      <ListFoot shown={count(invitations.length, 'invitation')} more={list} />
      {asked ? (
        <RevokeInvitationDialog
          invitation={asked}
          action={revoke}
          onClose={() => setAsked(null)}
          onRevoked={() => {
            setAsked(null);
            refresh();
          }}
        />
      ) : null}
    </section>
  );
}
