'use client';

import Link from 'next/link';
import type { Worker } from '@/lib/contracts/worker';
import { Status, type Tone } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { CAUSE_WORD, failureOf, restartOf, standingOf, STANDING_WORD } from './standing';
import { WorkerSquare } from './worker-square';

const NAMES_SHOWN = 4;

/** Those that do not run the newest, by host: what changed, since when, and what becomes of it. */
export function StaleWorkers({
  workers,
  label,
}: {
  readonly workers: readonly Worker[];
  readonly label: string;
}) {
  return (
    <ul aria-label={label} className="mt-3">
      {workers.map((worker) => (
        <li
          key={worker.id}
          className="grid gap-x-4 gap-y-0.5 border-t border-line py-2 md:grid-cols-[16rem_minmax(0,1fr)_16rem]"
        >
          <Who worker={worker} />
          <div className="min-w-0">
            <Changes worker={worker} />
          </div>
          <div className="md:text-right">
            <Outlook worker={worker} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Who({ worker }: { readonly worker: Worker }) {
  const { host, command, pid, delivery } = worker;
  const name = (
    <>
      <span className="font-medium wrap-anywhere">{host}</span>{' '}
      <span className="font-mono text-12 whitespace-nowrap text-ink-muted">
        {command}
        {pid === null ? '' : ` ${pid}`}
      </span>
    </>
  );
  return (
    <div className="flex min-w-0 gap-2">
      <span className="flex h-[1lh] items-center">
        <WorkerSquare standing={standingOf(worker)} />
      </span>
      {delivery ? (
        <Link
          href={`/deliveries?scope=${encodeURIComponent(worker.app.path)}&run=${delivery}`}
          className="min-w-0 hover:underline"
        >
          {name}
        </Link>
      ) : (
        <span className="min-w-0">{name}</span>
      )}
    </div>
  );
}

function Changes({ worker: { changes, staleSince } }: { readonly worker: Worker }) {
  if (changes.length === 0) return null;
  const more = changes.length - NAMES_SHOWN;
  return (
    <>
      {changes.slice(0, NAMES_SHOWN).map(({ name, how, cause, from, to }, at) => (
        <span key={name}>
          {at > 0 ? ', ' : ''}
          <span className="font-mono font-medium wrap-anywhere">{name}</span>{' '}
          <span className="text-ink-muted">
            of the {CAUSE_WORD[cause]}{' '}
            {how === 'changed' ? `(${from} → ${to})` : how === 'new' ? '(new)' : '(gone)'}
          </span>
        </span>
      ))}
      {more > 0 ? <span className="text-ink-muted"> and {more} more</span> : null}
      {staleSince ? (
        <span className="text-ink-muted">
          , <TimeAgo instant={staleSince} />
        </span>
      ) : null}
    </>
  );
}

const OUTLOOK: Readonly<Record<ReturnType<typeof restartOf>, string>> = {
  due: 'restart due',
  asked: 'asked to restart',
  'by itself': 'restarts by itself',
  'under way': 'restarting',
  failed: 'restart failed',
  never: 'stale, never restarts',
};

function Outlook({ worker }: { readonly worker: Worker }) {
  const standing = standingOf(worker);
  if (standing !== 'stale') {
    const tone: Tone = ['unhealthy', 'failed'].includes(standing) ? 'danger' : 'unknown';
    return (
      <>
        <Status tone={tone}>
          {standing === 'failed' ? failureOf(worker) : STANDING_WORD[standing]}
        </Status>
        {standing === 'unknown' || standing === 'gone' ? (
          <span className="text-ink-muted">
            , last heard <TimeAgo instant={worker.heartbeatAt} />
          </span>
        ) : null}
      </>
    );
  }
  if (worker.state === 'waiting') return <Status tone="due">waits for its turn</Status>;
  return (
    <>
      <Status tone="due">{OUTLOOK[restartOf(worker)]}</Status>
      {worker.asked && restartOf(worker) === 'asked' ? (
        <span className="text-ink-muted">
          {' '}
          by {worker.asked.by}, <TimeAgo instant={worker.asked.at} />
        </span>
      ) : null}
    </>
  );
}
