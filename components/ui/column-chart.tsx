'use client';

import clsx from 'clsx';
import { count, number } from './count';

export interface Column {
  readonly name: string;
  /** Said below it; null for those between. */
  readonly tick: string | null;
  readonly found: number;
  readonly danger?: boolean;
}

interface ColumnChartProps {
  readonly title: string;
  readonly columns: readonly Column[];
  /** What is counted: "key", "secret". */
  readonly noun: string;
  /** Said to screen readers where nothing is counted. */
  readonly none: string;
}

const [HEIGHT, SPAN] = [48, 260];

/** Columns to one scale; each says what it is on hover, and all of them in words to screen readers. */
export function ColumnChart({ title, columns, noun, none }: ColumnChartProps) {
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
              <title>{`${name}: ${count(found, noun)}`}</title>
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
