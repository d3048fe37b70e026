'use client';

import Link from 'next/link';
import type { OpenRun, OpenRuns } from '@/lib/contracts/open-work';
import { RUN_STEPS, type RunStep } from '@/lib/domain/rotation-run';
import { number } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';

const WAITS: Readonly<Record<RunStep, string>> = {
  value: 'a new value',
  staging: 'a look in staging',
  production: 'production',
  revocation: 'the old value to be revoked',
  evidence: 'evidence',
};

/** Guided rotations that wait for somebody, mine first. */
export function OpenRunLines({ runs: { total, items } }: { readonly runs: OpenRuns }) {
  if (total === 0) return <p className="text-ink-muted">No rotation is under way.</p>;
  return (
    <>
      <ul>
        {items.map((run) => (
          <li
            key={run.id}
            className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-t border-line py-2"
          >
            <span className="min-w-0 grow basis-52">
              <Link
                href={`/rotation/runs/${run.id}?step=${run.step}`}
                className="font-medium break-words text-accent underline"
              >
                {run.title}
              </Link>{' '}
              <span className="font-mono text-12 wrap-anywhere text-ink-muted">
                {run.scope.path}
              </span>
            </span>
            <StepsDone step={run.step} />
            <Waits run={run} />
          </li>
        ))}
      </ul>
      {total > items.length ? (
        <p className="border-t border-line pt-2 text-ink-muted">
          And {number(total - items.length)} more.
        </p>
      ) : null}
    </>
  );
}

function Waits({ run: { step, mine, signature, assignee, startedAt } }: { readonly run: OpenRun }) {
  const tone = mine || signature ? 'due' : 'unknown';
  return (
    <span className="min-w-0">
      <Status tone={tone}>
        {signature
          ? 'an exception waits for a signature'
          : `waits for ${WAITS[step]}${mine ? ' from you' : assignee ? ` from ${assignee}` : ''}`}
      </Status>
      <span className="text-ink-muted">
        , begun <TimeAgo instant={startedAt} />
      </span>
    </span>
  );
}

/** Its five steps as pieces of a bar: done, at hand, to come. The words stand beside it. */
function StepsDone({ step }: { readonly step: RunStep }) {
  const at = RUN_STEPS.indexOf(step);
  return (
    <svg viewBox="0 0 58 8" aria-hidden="true" className="h-2 w-14.5 shrink-0 self-center">
      {RUN_STEPS.map((one, place) => (
        <rect
          key={one}
          x={place * 12 + 0.5}
          y={0.5}
          width={9}
          height={7}
          className={
            place < at
              ? 'fill-fine stroke-fine'
              : place === at
                ? 'fill-paper stroke-due'
                : 'fill-line stroke-line'
          }
        />
      ))}
    </svg>
  );
}
