'use client';

import clsx from 'clsx';
import { format } from 'date-fns/format';
import type { RotationOutlook } from '@/lib/contracts/rotation';
import { count, number } from '@/components/ui/count';

/** What falls due week by week, and how old things are against their windows. */
export default function OutlookChart({ outlook }: { readonly outlook: RotationOutlook }) {
  const { weeks, ages } = outlook;
  return (
    <div className="mb-6 grid gap-x-10 gap-y-5 md:grid-cols-2">
      <Columns
        title="Falls due in the coming 13 weeks"
        columns={weeks.map(({ from, count: found }, at) => ({
          name: `Week from ${format(from, 'd MMMM')}`,
          tick: at % 4 === 0 ? format(from, 'd MMM') : null,
          found,
        }))}
        none="Nothing falls due in the coming 13 weeks."
      />
      <Columns
        title="Age as a share of the window"
        columns={ages.map(({ from, to, count: found }) => ({
          name: to === null ? 'Over the window' : `${percent(from)} to ${percent(to)}`,
          tick: to === null ? 'over' : from === 0 || from === 0.5 ? percent(from) : null,
          found,
          danger: to === null,
        }))}
        none="Nothing here has a window."
      />
    </div>
  );
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

interface Column {
  readonly name: string;
  /** Said below it; null for those between. */
  readonly tick: string | null;
  readonly found: number;
  readonly danger?: boolean;
}

interface ColumnsProps {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly none: string;
}

const [HEIGHT, SPAN] = [48, 260];

/** Columns to one scale; each says what it is on hover, and all of them in words to screen readers. */
function Columns({ title, columns, none }: ColumnsProps) {
  const most = Math.max(...columns.map(({ found }) => found), 1);
  const some = columns.filter(({ found }) => found > 0);
  const step = SPAN / columns.length;
  const width = step - 4;
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 font-medium">{title}</figcaption>
      <p className="sr-only">
        {some.length === 0 ? none : some.map(({ name, found }) => `${name}: ${found}.`).join(' ')}
      </p>
      <svg
        viewBox={`0 -14 ${SPAN} ${HEIGHT + 30}`}
        aria-hidden="true"
        className="block w-full max-w-110 overflow-visible"
      >
        {columns.map(({ name, tick, found, danger }, at) => {
          const height = found === 0 ? 0 : Math.max((found / most) * HEIGHT, 2);
          const middle = at * step + step / 2;
          return (
            <g key={name}>
              <title>{`${name}: ${count(found, 'key')}`}</title>
              <rect x={at * step} y={-14} width={step} height={HEIGHT + 14} fill="transparent" />
              <rect
                x={middle - width / 2}
                y={HEIGHT - height}
                width={width}
                height={height}
                className={danger ? 'fill-danger' : 'fill-edge'}
              />
              {found > 0 ? (
                <text
                  x={middle}
                  y={HEIGHT - height - 3}
                  textAnchor="middle"
                  className={clsx(textClass, 'fill-ink')}
                >
                  {number(found)}
                </text>
              ) : null}
              {tick ? (
                <text
                  x={at === 0 ? 0 : middle}
                  y={HEIGHT + 12}
                  textAnchor={at === 0 ? 'start' : 'middle'}
                  className={clsx(textClass, 'fill-ink-muted')}
                >
                  {tick}
                </text>
              ) : null}
            </g>
          );
        })}
        <line x1={0} x2={SPAN} y1={HEIGHT} y2={HEIGHT} className="stroke-edge" strokeWidth={1} />
      </svg>
    </figure>
  );
}

const textClass = '[font-size:8px]';
