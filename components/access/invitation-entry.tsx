import type { InvitationSummary } from '@/lib/contracts/invitation';
import { Button } from '@/components/ui/button';
import { Status, type Tone } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { RoleChip } from './role-chip';

interface InvitationEntryProps {
  readonly invitation: InvitationSummary;
  readonly onRevoke: ((invitation: InvitationSummary) => void) | undefined;
}

const TONE: Readonly<Record<InvitationSummary['state'], Tone>> = {
  open: 'due',
  accepted: 'fine',
  revoked: 'unknown',
  expired: 'unknown',
};

export function InvitationEntry({ invitation, onRevoke }: InvitationEntryProps) {
  const { email, state, grants, createdBy, createdAt, acceptedAt, expiresAt } = invitation;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2">
      <span className="min-w-0 wrap-anywhere">{email}</span>
      <span className="flex flex-wrap gap-1">
        {grants.map((grant) => (
          <RoleChip key={`${grant.role} ${grant.scope.id}`} grant={grant} />
        ))}
      </span>
      <Status tone={TONE[state]}>{state}</Status>
      <span className="text-12 text-ink-muted">
        invited <TimeAgo instant={createdAt} /> by {createdBy}
        {acceptedAt ? (
          <>
            , accepted <TimeAgo instant={acceptedAt} />
          </>
        ) : null}
        {state === 'open' ? (
          <>
            , ends <TimeAgo instant={expiresAt} />
          </>
        ) : null}
      </span>
      {onRevoke && state === 'open' ? (
        <Button
          tone="quiet-danger"
          className="ml-auto"
          aria-label={`Revoke the invitation of ${email}`}
          onClick={() => onRevoke(invitation)}
        >
          Revoke…
        </Button>
      ) : null}
    </li>
  );
}
