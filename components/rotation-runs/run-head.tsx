'use client';

import Link from 'next/link';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { useMinute } from '@/components/ui/use-minute';
import { runsAddress } from './run-address';
import { runState } from './run-words';

/** What is rotated, where, how it stands, and how long the old values are still good. */
export function RunHead({ run }: { readonly run: RotationRun }) {
  const { title, scope, startedAt, startedBy, endedAt, endedBy, reason, leakCase, keys } = run;
  const { tone, word } = runState(run);
  const names = keys.join(', ');
  return (
    <div className="mb-5">
      <Link href={runsAddress(scope.path)} className="text-12 text-accent underline print:hidden">
        Rotations
      </Link>
      <h1 className="mt-1 text-20 font-medium break-words">{title}</h1>
      <p className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-ink-muted">
        <Status tone={tone}>{word}</Status>
        <span className="font-mono wrap-anywhere">{scope.path}</span>
        <span>
          begun <TimeAgo instant={startedAt} /> by {startedBy}
        </span>
        {endedAt ? (
          <span>
            ended <TimeAgo instant={endedAt} />
            {endedBy ? ` by ${endedBy}` : null}
          </span>
        ) : null}
        <Overlap run={run} />
      </p>
      {names === title ? null : <p className="mt-1 font-mono break-words">{names}</p>}
      {reason ? <p className="mt-1 max-w-176 break-words">{reason}</p> : null}
      {leakCase ? (
        <p className="mt-1">
          It answers{' '}
          <Link href={`/leaks/${leakCase}`} className="text-accent underline">
            a leak case
          </Link>
          : the old value may be revoked first.
        </p>
      ) : null}
    </div>
  );
}

/** Until when the old values are to be good; nothing once all of them are revoked. */
function Overlap({ run: { state, overlapEndsAt, items } }: { readonly run: RotationRun }) {
  const now = useMinute() * 60_000;
  const left = items.some(({ oldVersion, revokedAt }) => oldVersion !== null && revokedAt === null);
  if (state !== 'open' || overlapEndsAt === null || !left) return null;
  const over = Date.parse(overlapEndsAt) <= now;
  return (
    <Status tone={over ? 'danger' : 'due'}>
      {over ? 'old value was to be revoked ' : 'old value to be revoked '}
      <TimeAgo instant={overlapEndsAt} />
    </Status>
  );
}
