'use client';

import type { KeyOverview } from '@/lib/contracts/keys';
import { CommandLine } from '@/components/ui/command-line';
import { count } from '@/components/ui/count';
import { Fold } from '@/components/ui/fold';
import { Status } from '@/components/ui/status';
import { useRuntimeInputs } from '../use-keys';

/** Live sessions by the secret that signed them, and when the old secret may go. */
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
      <div className="max-w-176">
        <Fold summary="How to change the JWT secret without signing anybody out" fields={[]}>
          <Steps />
        </Fold>
      </div>
    </>
  );
}

function Previous({ kid, sessions }: { readonly kid: string; readonly sessions: number }) {
  return (
    <>
      <span className="font-mono">{kid}</span>, {count(sessions, 'live session')}
      <span className="block">
        {sessions === 0 ? (
          <Status tone="fine">No live session needs it: take JWT_SECRET_PREVIOUS away.</Status>
        ) : (
          <Status tone="due">
            Keep it until this count is 0. A session moves over with its next request, or ends after
            7 days.
          </Status>
        )}
      </span>
    </>
  );
}

function Steps() {
  const inputs = useRuntimeInputs();
  const held = inputs.data?.items.find((input) => input.name === 'JWT_SECRET')?.source;
  const old =
    held === 'config/jwt.secret'
      ? 'JWT_SECRET_PREVIOUS="$(cat config/jwt.secret)"'
      : 'JWT_SECRET_PREVIOUS=the-secret-in-use-now';
  return (
    <ol className="list-decimal space-y-3 pb-3 pl-5">
      <li>
        Make a new secret.
        <CommandLine command="openssl rand -hex 32" />
      </li>
      <li>
        Set it on every node, and keep the old one as the previous: cookies that it signed are still
        accepted, and signed again under the new one.
        <CommandLine command={`JWT_SECRET=the-new-secret\n${old}`} />
      </li>
      <li>Restart every node. One after the other will do: each accepts both.</li>
      <li>
        When the count of the previous secret above is 0, take{' '}
        <span className="font-mono text-12">JWT_SECRET_PREVIOUS</span> away and restart once more.
        After a suspected leak do so at once: whoever still has an old cookie signs in again.
      </li>
    </ol>
  );
}
