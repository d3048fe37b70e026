'use client';

import type { ScopeSummary } from '@/lib/contracts/scope';
import { countStandings, STANDING_WORD } from '@/components/deliveries/standing';
import { useWorkers } from '@/components/deliveries/use-workers';
import { WorkerSquare } from '@/components/deliveries/worker-square';
import { number } from '@/components/ui/count';

/** How many workers run the newest, and how many do not, are not heard or are gone; in one line. */
export function WorkerLines({ scope }: { readonly scope: ScopeSummary }) {
  const read = useWorkers(scope, 'here');
  const gone = useWorkers(scope, 'missing');
  if (read.isPending) return <p className="text-ink-muted">Counting…</p>;
  if (read.isError) return <p className="text-ink-muted">They could not be counted.</p>;
  const { items, next } = read.data;
  const missing = gone.data?.items.length ?? 0;
  if (items.length + missing === 0)
    return <p className="text-ink-muted">Nothing runs with secrets here.</p>;
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
      {missing === 0 ? null : (
        <span className="inline-flex items-center gap-1.5">
          <WorkerSquare standing="gone" />
          {number(missing)} gone, last known older
        </span>
      )}
      {next === null ? null : <span className="text-ink-muted">and more</span>}
    </p>
  );
}
