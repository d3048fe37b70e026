'use client';

import type { ScopeSummary } from '@/lib/contracts/scope';
import { countStandings, STANDING_WORD } from '@/components/deliveries/standing';
import { useWorkers } from '@/components/deliveries/use-workers';
import { WorkerSquare } from '@/components/deliveries/worker-square';
import { number } from '@/components/ui/count';

/** How many workers run the newest, and how many do not or are not heard; in one line. */
export function WorkerLines({ scope }: { readonly scope: ScopeSummary }) {
  const read = useWorkers(scope, 'here');
  if (read.isPending) return <p className="text-ink-muted">Counting…</p>;
  if (read.isError) return <p className="text-ink-muted">They could not be counted.</p>;
  const { items, next } = read.data;
  if (items.length === 0) return <p className="text-ink-muted">Nothing runs with secrets here.</p>;
  return (
    <p className="flex flex-wrap gap-x-4 border-t border-line py-2">
      {countStandings(items).map(([standing, found]) => (
        <span key={standing} className="inline-flex items-center gap-1.5">
          <WorkerSquare standing={standing} />
          {standing === 'newest'
            ? `${number(found)} ${found === 1 ? 'runs' : 'run'} the newest`
            : `${number(found)} ${STANDING_WORD[standing]}`}
        </span>
      ))}
      {next === null ? null : <span className="text-ink-muted">and more</span>}
    </p>
  );
}
