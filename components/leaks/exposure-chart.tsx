'use client';

import type { LeakCase } from '@/lib/contracts/leak';
import { number } from '@/components/ui/count';

const [SPAN, HEIGHT] = [520, 32];

/** The deliveries of exposed versions on one line of time, those that are held still hollow; and what they come to. */
export default function ExposureChart({ leak }: { readonly leak: LeakCase }) {
  const { exposure, openedAt, exposedSince, containedAt, now } = leak;
  const { deliveries, counts } = exposure;
  const instants = [openedAt, now, exposedSince, ...deliveries.map(({ at }) => at)];
  const times = instants.flatMap((one) => (one ? [Date.parse(one)] : []));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const place = (instant: string) =>
    to === from ? SPAN : ((Date.parse(instant) - from) / (to - from)) * SPAN;
  return (
    <figure className="mb-4">
      <figcaption className="mb-1 font-medium">Exposed versions handed out</figcaption>
      <Sums counts={counts} />
      <svg
        viewBox={`-6 0 ${SPAN + 12} ${HEIGHT}`}
        aria-hidden="true"
        className="block w-full max-w-160"
      >
        <rect
          x={place(exposedSince ?? openedAt)}
          y={6}
          width={Math.max(place(containedAt ?? now) - place(exposedSince ?? openedAt), 1)}
          height={20}
          className="fill-panel"
        />
        <line x1={0} x2={SPAN} y1={16} y2={16} className="stroke-edge" strokeWidth={1} />
        <Mark x={place(openedAt)} />
        {containedAt ? <Mark x={place(containedAt)} /> : null}
        {deliveries.map(({ id, at, held, app, host }) => (
          <circle
            key={id}
            cx={place(at)}
            cy={16}
            r={4}
            strokeWidth={1.6}
            className={held ? 'fill-paper stroke-danger' : 'fill-edge stroke-edge'}
          >
            <title>{`${host ?? app}${held ? ', held still' : ''}`}</title>
          </circle>
        ))}
      </svg>
      <p className="text-12 text-ink-muted">
        From the first hand-over to now: each dot is one, hollow where it is held still; shaded, how
        long it was exposed; a stroke where the case was opened{containedAt ? ' and contained' : ''}
        .
      </p>
    </figure>
  );
}

function Mark({ x }: { readonly x: number }) {
  return <line x1={x} x2={x} y1={4} y2={28} className="stroke-ink-muted" strokeWidth={1} />;
}

/** What each count comes to beside the others, drawn to one scale. */
function Sums({ counts }: Pick<LeakCase['exposure'], 'counts'>) {
  const rows = [
    ['deliveries', counts.deliveries],
    ['apps', counts.apps],
    ['people and tokens', counts.takers],
    ['integrations', counts.integrations],
    ['held still', counts.holders],
  ] as const;
  const most = Math.max(...rows.map(([, found]) => found), 1);
  return (
    <dl className="mb-2 grid max-w-120 grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-0.5">
      {rows.map(([word, found]) => (
        <div key={word} className="contents">
          <dt className="text-ink-muted">{word}</dt>
          <dd className="flex items-center gap-2">
            <span
              aria-hidden="true"
              className={`h-2 ${word === 'held still' && found > 0 ? 'bg-danger' : 'bg-edge'}`}
              style={{ width: `${(found / most) * 80}%` }}
            />
            {number(found)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
