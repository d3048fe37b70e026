import type { AuditDenials } from '@/lib/contracts/audit-denials';

const HEIGHT = 48;
const STEP = 10;
const BAR = 7;

/** One bar for each hour or day, to scale; what it shows is in the table too. */
export function RefusalBars({ denials }: { readonly denials: AuditDenials }) {
  const { counts, partSeconds, since, until } = denials;
  const most = Math.max(1, ...counts);
  const each = partSeconds === 3600 ? 'hour' : 'day';
  const width = counts.length * STEP;
  const dayOf = (instant: string) =>
    new Date(instant).toLocaleString('en', { month: 'short', day: 'numeric', hour: 'numeric' });
  return (
    <figure className="mb-4 max-w-3xl">
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Refusals by the ${each}; the most in one is ${Math.max(0, ...counts)}`}
        className="h-12 w-full border-b border-edge"
      >
        {counts.map((times, at) => (
          <rect
            key={at}
            x={at * STEP + (STEP - BAR) / 2}
            y={HEIGHT - (times / most) * HEIGHT}
            width={BAR}
            height={(times / most) * HEIGHT}
            className="fill-ink-muted"
          >
            <title>{times}</title>
          </rect>
        ))}
      </svg>
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
