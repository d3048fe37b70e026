'use client';

import type { RunItem, RunWorker } from '@/lib/contracts/rotation-run';
import type { Standing } from '@/components/deliveries/standing';
import { WorkerSquare } from '@/components/deliveries/worker-square';
import { number } from '@/components/ui/count';
import { LiveRegion } from '@/components/ui/live-region';

const PRESENCE_WORD = {
  alive: 'runs',
  unknown: 'not heard lately',
  gone: 'fell silent',
  ended: 'ended',
} as const satisfies Record<RunWorker['presence'], string>;

function standingOf({ presence, newest }: RunWorker): Standing {
  if (presence !== 'alive') return presence;
  return newest ? 'newest' : 'stale';
}

interface RunWorkersProps {
  readonly item: RunItem;
  /** What those that have the new version do, such as `hold the new value`. */
  readonly hold: string;
}

/** A square for each worker of one secret, filled where it holds the new version, and the counts. */
export function RunWorkers({ item: { key, promotedAt, workers, counts }, hold }: RunWorkersProps) {
  if (counts.workers === 0) return <p className="mt-1 text-ink-muted">No worker runs with it.</p>;
  // Nobody is behind before the new version is the one to have.
  const fresh =
    promotedAt === null
      ? workers.filter(({ newest }) => newest).length
      : counts.workers - counts.stale;
  const said = `${number(fresh)} of ${number(counts.workers)} ${hold}`;
  return (
    <div className="mt-2 flex flex-wrap items-start gap-x-6 gap-y-2">
      <ul aria-label={`Workers of ${key}`} className="flex max-w-160 flex-wrap gap-1.5">
        {workers.map((worker) => {
          const words = `${worker.host}: version ${worker.version}, ${PRESENCE_WORD[worker.presence]}`;
          return (
            <li key={worker.id} title={words}>
              <WorkerSquare standing={standingOf(worker)} />
              <span className="sr-only">{words}</span>
            </li>
          );
        })}
      </ul>
      <p className="font-medium">{said}</p>
      <LiveRegion>{`${key}: ${said}.`}</LiveRegion>
    </div>
  );
}

const HOSTS_SHOWN = 20;

/** Those that hold another version, by host: what they hold, and whether they are heard. */
export function StaleHosts({ item: { key, workers } }: { readonly item: RunItem }) {
  const stale = workers.filter(({ newest }) => !newest);
  if (stale.length === 0) return null;
  const rest = stale.length - HOSTS_SHOWN;
  return (
    <ul aria-label={`Workers that hold another value of ${key}`} className="mt-2">
      {stale.slice(0, HOSTS_SHOWN).map((worker) => (
        <li
          key={worker.id}
          className="flex flex-wrap gap-x-3 gap-y-0.5 border-t border-line py-1.5"
        >
          <span className="flex min-w-0 gap-2">
            <span className="flex h-[1lh] items-center">
              <WorkerSquare standing={standingOf(worker)} />
            </span>
            <span className="min-w-0 font-medium wrap-anywhere">{worker.host}</span>
          </span>
          <span className="font-mono text-12 wrap-anywhere text-ink-muted">{worker.command}</span>
          <span className="font-mono text-12 wrap-anywhere text-ink-muted">{worker.app}</span>
          <span className="text-ink-muted">
            holds version {worker.version}, {PRESENCE_WORD[worker.presence]}
          </span>
        </li>
      ))}
      {rest > 0 ? <li className="border-t border-line py-1.5">and {rest} more</li> : null}
    </ul>
  );
}
