import type { AuditDenials } from '@/lib/contracts/audit-denials';

const HEIGHT = 48;
const WIDTH = 400;
const BAR_MAX = 8;

/** One bar for each hour or day, to scale; the same as a list for whoever does not see it. */
export function RefusalBars({ denials }: { readonly denials: AuditDenials }) {
  const { counts, partSeconds, since, until } = denials;
  const most = Math.max(1, ...counts);
  const each = partSeconds === 3600 ? 'hour' : 'day';
  const step = WIDTH / counts.length;
  const bar = Math.min(BAR_MAX, step * 0.7);
  const dayOf = (instant: string) =>
    new Date(instant).toLocaleString('en', { month: 'short', day: 'numeric', hour: 'numeric' });
  return (
    <figure className="mb-4 max-w-3xl">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Refusals by the ${each}; the most in one is ${Math.max(0, ...counts)}`}
        className="h-12 w-full border-b border-edge"
      >
        {counts.map((times, at) => (
          <rect
            key={at}
            x={at * step + (step - bar) / 2}
            y={HEIGHT - (times / most) * HEIGHT}
            width={bar}
            height={(times / most) * HEIGHT}
            className="fill-ink-muted"
          >
            <title>{times}</title>
          </rect>
        ))}
      </svg>
      <ol className="sr-only" aria-label={`Refusals by the ${each}`}>
        {counts.map((times, at) =>
          times === 0 ? null : (
            <li key={at}>
              {dayOf(new Date(Date.parse(since) + at * partSeconds * 1000).toISOString())}: {times}
            </li>
          ),
        )}
      </ol>
      <figcaption className="mt-1 flex justify-between text-12 text-ink-muted">
        <span>{dayOf(since)}</span>
        <span>
          by the {each}, at most {Math.max(0, ...counts)}
        </span>
        <span>{dayOf(until)}</span>
      </figcaption>
    </figure>
  );
}
