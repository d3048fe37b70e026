import Link from 'next/link';
import type { KeyOverview } from '@/lib/contracts/keys';
import { buttonClass } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { Status } from '@/components/ui/status';

/** Live sessions by the secret that signed them, and the way to change it. */
export function JwtSessions({ jwt }: { readonly jwt: KeyOverview['jwt'] }) {
  const { current, previous } = jwt;
  return (
    <>
      <dl className="mb-3 grid max-w-176 gap-x-6 gap-y-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <dt className="text-ink-muted">Current secret</dt>
        <dd>
          <span className="font-mono">{current.kid}</span>,{' '}
          {count(current.sessions, 'live session')}
        </dd>
        <dt className="text-ink-muted">Previous secret</dt>
        <dd>{previous ? <Previous {...previous} /> : 'none is set'}</dd>
      </dl>
      <Link href="/keys/jwt" className={buttonClass({ tone: 'plain' })}>
        {previous ? 'Go on with the change' : 'Change the JWT secret'}
      </Link>
    </>
  );
}

function Previous({ kid, sessions }: { readonly kid: string; readonly sessions: number }) {
  return (
    <>
      <span className="font-mono">{kid}</span>, {count(sessions, 'live session')}
      <span className="block">
        {sessions === 0 ? (
          <Status tone="fine">No live session needs it: it may go.</Status>
        ) : (
          <Status tone="due">
            Keep it until this count is 0. A session moves over with its next request, and ends
            after 12 hours without one.
          </Status>
        )}
      </span>
    </>
  );
}
