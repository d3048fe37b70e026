'use client';

import type { Worker } from '@/lib/contracts/worker';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { byApp, countStandings, standingOf, STANDING_WORD } from '@/components/deliveries/standing';
import { useWorkers } from '@/components/deliveries/use-workers';
import { WorkerSquare } from '@/components/deliveries/worker-square';
import { count, number } from '@/components/ui/count';
import type { Tone } from '@/components/ui/status';
import { Instrument } from './instrument';

const [SQUARES, HOSTS] = [60, 4];

/** Who runs with secrets below the scope: a square for each, and those by host that do not run the newest. */
export function WorkerInstrument({ scope }: { readonly scope: ScopeSummary }) {
  const here = useWorkers(scope, 'here');
  const gone = useWorkers(scope, 'missing');
  const workers = here.data?.items ?? [];
  const missing = gone.data?.items ?? [];
  const behind = workers.filter((one) => !['newest', 'starting'].includes(standingOf(one)));
  const href = `/deliveries?scope=${encodeURIComponent(scope.path)}`;
  const [tone, state] = here.isPending
    ? (['unknown', 'counting'] as const)
    : here.isError
      ? (['unknown', 'not counted'] as const)
      : stateOf(workers, behind, missing);
  return (
    <Instrument
      title="Workers"
      href={href}
      tone={tone}
      state={state}
      picture={<Squares workers={workers} missing={missing} />}
    >
      {behind.length + missing.length > 0 ? (
        <p>
          Not at the newest: {hosts([...behind, ...missing])}
          {here.data?.next ? ', and perhaps more' : ''}.
        </p>
      ) : (
        <p>
          {here.isPending
            ? null
            : workers.length === 0
              ? 'Nothing runs with secrets here.'
              : `In ${count(byApp(workers, missing).length, 'app')}.`}
        </p>
      )}
    </Instrument>
  );
}

function stateOf(
  workers: readonly Worker[],
  behind: readonly Worker[],
  missing: readonly Worker[],
): [Tone, string] {
  if (workers.length + missing.length === 0) return ['fine', 'none'];
  const failed = behind.some((one) => ['failed', 'unhealthy'].includes(standingOf(one)));
  const not = behind.length + missing.length;
  if (not === 0) return ['fine', `${number(workers.length)} at the newest`];
  return [
    failed ? 'danger' : 'due',
    `${number(not)} of ${number(workers.length + missing.length)} behind`,
  ];
}

function Squares({
  workers,
  missing,
}: {
  readonly workers: readonly Worker[];
  readonly missing: readonly Worker[];
}) {
  const words = countStandings(workers).map(
    ([standing, found]) => `${number(found)} ${STANDING_WORD[standing]}`,
  );
  const gone = missing.length > 0 ? [`${number(missing.length)} gone`] : [];
  const more = workers.length + missing.length - SQUARES;
  return (
    <div className="flex flex-wrap items-center gap-1">
      <p className="sr-only">{[...words, ...gone].join(', ')}</p>
      {[...missing, ...workers].slice(0, SQUARES).map((one, at) => (
        <span
          key={one.id}
          aria-hidden="true"
          title={`${one.host}: ${at < missing.length ? 'gone' : STANDING_WORD[standingOf(one)]}`}
        >
          <WorkerSquare standing={at < missing.length ? 'gone' : standingOf(one)} />
        </span>
      ))}
      {more > 0 ? <span className="text-12 text-ink-muted">and {number(more)} more</span> : null}
    </div>
  );
}

function hosts(workers: readonly Worker[]): string {
  const all = [...new Set(workers.map(({ host }) => host))];
  const more = all.length - HOSTS;
  return all.slice(0, HOSTS).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
