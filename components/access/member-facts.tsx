import type { MemberDetails } from '@/lib/contracts/member';
import { count } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';

export function MemberFacts({ member }: { readonly member: MemberDetails }) {
  return (
    <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1.5">
      <dt className="text-ink-muted">E-mail</dt>
      <dd className="wrap-anywhere">{member.email}</dd>
      <dt className="text-ink-muted">State</dt>
      <dd>
        {member.deactivatedAt ? (
          <Status tone="unknown">
            deactivated <TimeAgo instant={member.deactivatedAt} />
          </Status>
        ) : (
          <Status tone="fine">active</Status>
        )}
      </dd>
      <dt className="text-ink-muted">Last seen</dt>
      <dd>{member.lastSeenAt ? <TimeAgo instant={member.lastSeenAt} /> : 'never'}</dd>
      <dt className="text-ink-muted">Sessions</dt>
      <dd>{member.sessions === 0 ? 'none open' : `${count(member.sessions, 'session')} open`}</dd>
      {member.signsOnThrough.length > 0 ? (
        <>
          <dt className="text-ink-muted">Signs on</dt>
          <dd className="wrap-anywhere">through {member.signsOnThrough.join(', ')}</dd>
        </>
      ) : null}
      <dt className="text-ink-muted">Second factor</dt>
      <dd>{member.secondFactor ? 'on' : 'off'}</dd>
    </dl>
  );
}
