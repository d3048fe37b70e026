'use client';

import Link from 'next/link';
import type { AskedRestart, DismissedWorkers, Worker } from '@/lib/contracts/worker';
import { count } from '@/components/ui/count';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { MissingWorkers } from './missing-workers';
import { countStandings, failureOf, restartOf, standingOf, STANDING_WORD } from './standing';
import type { AppWorkers } from './standing';
import { StaleWorkers } from './stale-workers';
import { WorkerSquare } from './worker-square';

interface ConvergenceRowProps extends AppWorkers {
  /** Null for those who may not ask. */
  readonly askRestart: FormTarget<AskedRestart> | null;
  readonly dismissWorkers: FormTarget<DismissedWorkers> | null;
  /** Somebody was asked, or dismissed. */
  readonly onDone: () => void;
}

/** The workers of one app: a square for each, their counts in words, and what keeps them apart. */
export function ConvergenceRow(props: ConvergenceRowProps) {
  const { app, workers, missing, askRestart, dismissWorkers, onDone } = props;
  const newest = workers.filter((one) => standingOf(one) === 'newest').length;
  const behind = workers.filter((one) => !['newest', 'starting'].includes(standingOf(one)));
  const due = workers.filter((one) => standingOf(one) === 'stale' && restartOf(one) === 'due');
  return (
    <li className="border-t border-line py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h3 className="min-w-0">
          <Link
            href={`/deliveries?scope=${encodeURIComponent(app.path)}`}
            className="font-mono font-medium wrap-anywhere hover:underline"
          >
            {app.path}
          </Link>
        </h3>
        <p className="font-medium">
          {newest === workers.length && missing.length === 0
            ? `All ${workers.length} run the newest`
            : `${newest} of ${workers.length + missing.length} run the newest`}
        </p>
        {askRestart && due.length > 0 ? (
          <AskForm app={app} workers={due} action={askRestart} onAsked={onDone} />
        ) : null}
      </div>
      {workers.length > 0 ? <Squares workers={workers} /> : null}
      <StoppedRoll workers={workers} />
      {behind.length > 0 ? <StaleWorkers workers={behind} label="Not at the newest" /> : null}
      {missing.length > 0 ? (
        <MissingWorkers {...{ app, missing, dismissWorkers }} onDismissed={onDone} />
      ) : null}
    </li>
  );
}

function Squares({ workers }: Pick<AppWorkers, 'workers'>) {
  return (
    <div className="mt-3 flex flex-wrap items-start gap-x-6 gap-y-2">
      <ul aria-label="Workers" className="flex max-w-160 flex-wrap gap-1.5">
        {workers.map((one) => {
          const words = `${one.host}: ${STANDING_WORD[standingOf(one)]}`;
          return (
            <li key={one.id} title={words}>
              <WorkerSquare standing={standingOf(one)} />
              <span className="sr-only">{words}</span>
            </li>
          );
        })}
      </ul>
      <p className="flex flex-wrap gap-x-4 text-12 text-ink-muted">
        {countStandings(workers).map(([standing, found]) => (
          <span key={standing} className="inline-flex items-center gap-1.5">
            <WorkerSquare standing={standing} />
            {standing === 'newest' ? `${found} newest` : `${found} ${STANDING_WORD[standing]}`}
          </span>
        ))}
      </p>
    </div>
  );
}

const ROLL_GOES_ON = {
  there: 'Put the value right, or end that worker, and the roll goes on.',
  ended: 'Put the value right: ten minutes after that end the roll goes on.',
} as const;

const hasEnded = ({ presence }: Worker): boolean => presence === 'ended';

/** A worker that came back unhealthy keeps its place, so those that wait go on waiting. */
function StoppedRoll({ workers }: Pick<AppWorkers, 'workers'>) {
  const waiting = workers.filter(
    ({ state, presence }) => state === 'waiting' && presence === 'alive',
  );
  const ill = workers.filter((one) => ['unhealthy', 'failed'].includes(standingOf(one)));
  if (waiting.length === 0 || ill.length === 0) return null;
  const stuck = ill.map((one) => `${one.host} ${failureOf(one) ?? 'is unhealthy'}`);
  return (
    <p className="mt-3">
      <Status tone="danger">
        The roll has stopped: the worker on {stuck.join(', ')}, and{' '}
        {waiting.length === 1 ? '1 other waits' : `${waiting.length} others wait`}.
      </Status>{' '}
      <span className="text-ink-muted">
        They keep what they hold. {ROLL_GOES_ON[ill.every(hasEnded) ? 'ended' : 'there']}
      </span>
    </p>
  );
}

function AskForm({
  app,
  workers,
  action,
  onAsked,
}: Pick<AppWorkers, 'app' | 'workers'> & {
  readonly action: FormTarget<AskedRestart>;
  readonly onAsked: () => void;
}) {
  const toast = useToast();
  return (
    <ActionForm
      action={action}
      fields={[]}
      className="ml-auto"
      onDone={({ asked }) => {
        toast({
          title: `${count(asked, 'worker')} of ${app.path} asked to restart`,
          description: 'each restarts with its next heartbeat',
        });
        onAsked();
      }}
    >
      <input type="hidden" name="app" value={app.id} />
      <input type="hidden" name="workers" value={workers.map(({ id }) => id).join(' ')} />
      <SubmitButton>Ask {count(workers.length, 'worker')} to restart</SubmitButton>
    </ActionForm>
  );
}
