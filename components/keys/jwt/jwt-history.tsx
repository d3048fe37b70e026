import type { JwtStatus } from '@/lib/contracts/jwt';
import { count } from '@/components/ui/count';
import { TimeAgo } from '@/components/ui/time-ago';

type Change = JwtStatus['history'][number];

/** Every change of the JWT secret, newest first, as the audit log tells it. */
export function JwtHistory({ history }: Pick<JwtStatus, 'history'>) {
  if (history.length === 0) return <p className="mb-4">There was none yet.</p>;
  return (
    <ol aria-label="Changes of the JWT secret" className="mb-6 max-w-176">
      {history.map((change) => (
        <li key={change.number} className="border-b border-line py-2">
          <p className="flex flex-wrap justify-between gap-x-4">
            <span>
              {words(change)}
              <span className="text-ink-muted">, {change.by}</span>
            </span>
            <span className="text-ink-muted">
              event {change.number}, <TimeAgo instant={change.at} />
            </span>
          </p>
          {change.changeNumber ? (
            <p className="text-ink-muted">change {change.changeNumber}</p>
          ) : null}
          {change.verification ? (
            <p className="whitespace-pre-wrap text-ink-muted">Verified: {change.verification}</p>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function words({ action, kid, previousKid, sessionsEnded }: Change) {
  const name = <span className="font-mono">{kid}</span>;
  if (action === 'jwt.verified') return <>Verified {name}</>;
  const old = <span className="font-mono">{previousKid ?? 'an older one'}</span>;
  if (action === 'jwt.rotated') {
    return (
      <>
        {name} in use, {previousKid ? <>{old} still accepted</> : 'the older one not accepted'}
      </>
    );
  }
  return (
    <>
      {old} removed{sessionsEnded ? `, ${count(sessionsEnded, 'session')} ended` : ''}
    </>
  );
}
