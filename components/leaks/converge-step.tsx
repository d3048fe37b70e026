'use client';

import Link from 'next/link';
import type { LeakCase } from '@/lib/contracts/leak';
import { WorkerSquare } from '@/components/deliveries/worker-square';
import { StepFrame } from '@/components/keys/rotation/step-frame';
import { WaitingFor } from '@/components/keys/rotation/waiting-for';
import { count, number } from '@/components/ui/count';
import { LiveRegion } from '@/components/ui/live-region';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import type { LeakStepProps } from './leak-step-props';

/** Third step: no worker holds an exposed version any more. */
export function ConvergeStep({ leak }: LeakStepProps) {
  const { exposure, openSteps, scope } = leak;
  const { holders } = exposure.counts;
  const waits = leak.state === 'open' && holders > 0;
  const said =
    holders === 0
      ? 'No worker holds an exposed version.'
      : `${count(holders, 'worker')} ${holders === 1 ? 'holds' : 'hold'} an exposed version.`;
  return (
    <StepFrame
      title="Follow it to the last worker"
      does={
        <p>
          A process keeps the value it was started with until it is restarted. Each square is a
          worker that holds an exposed version; the last one to go ends the exposure here. Those
          that fell silent unseen count until they are heard again or dismissed.
        </p>
      }
      needs={
        openSteps.includes('replace')
          ? 'The new value has to be current first: a restart would hand out the exposed one again.'
          : undefined
      }
      evidence={
        <>
          {waits ? (
            <WaitingFor said={said}>
              Waits for {count(holders, 'worker')} to restart. This page follows by itself.
            </WaitingFor>
          ) : (
            <Status tone={holders === 0 ? 'fine' : 'unknown'}>{said}</Status>
          )}
          {isDone(leak) && leak.containedAt === null ? (
            <p className="mt-1 text-ink-muted">It is recorded as contained within a minute.</p>
          ) : null}
          <Holders leak={leak} />
          <LiveRegion>{said}</LiveRegion>
        </>
      }
    >
      {holders > 0 ? (
        <Link
          href={`/deliveries?${new URLSearchParams({ scope: scope.path })}`}
          className="text-accent underline"
        >
          Ask for restarts on the page of deliveries
        </Link>
      ) : null}
    </StepFrame>
  );
}

function isDone({ openSteps }: LeakCase): boolean {
  return !(['revoke', 'replace', 'converge'] as const).some((one) => openSteps.includes(one));
}

function Holders({ leak }: { readonly leak: LeakCase }) {
  const { deliveries, counts } = leak.exposure;
  const held = deliveries.filter(({ held: holds }) => holds);
  if (held.length === 0) return null;
  return (
    <>
      <div aria-hidden="true" className="my-3 flex max-w-160 flex-wrap gap-1.5">
        {held.map(({ id, host, app }) => (
          <span key={id} title={`${host ?? app}: exposed version`}>
            <WorkerSquare standing="stale" />
          </span>
        ))}
      </div>
      <ul aria-label="Workers that hold an exposed version">
        {held.map(({ id, host, command, app, version, at }) => (
          <li key={id} className="flex flex-wrap gap-x-4 gap-y-0.5 border-t border-line py-1.5">
            <span className="min-w-0 font-medium wrap-anywhere">{host ?? 'host not told'}</span>
            <span className="font-mono text-12 wrap-anywhere text-ink-muted">{command}</span>
            <span className="font-mono text-12 wrap-anywhere text-ink-muted">{app}</span>
            <span className="text-ink-muted">
              version {version}, since <TimeAgo instant={at} />
            </span>
          </li>
        ))}
      </ul>
      {counts.holders > held.length ? (
        <p className="text-ink-muted">and {number(counts.holders - held.length)} more</p>
      ) : null}
    </>
  );
}
