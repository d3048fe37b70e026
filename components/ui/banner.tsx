import clsx from 'clsx';
import type { ReactNode } from 'react';
import { StatusShape, type Tone } from './status';

interface BannerProps {
  readonly tone: Tone;
  readonly children: ReactNode;
  /** A link or button at its end. */
  readonly action?: ReactNode;
}

const EDGE: Readonly<Record<Tone, string>> = {
  fine: 'border-l-fine',
  due: 'border-l-due',
  danger: 'border-l-danger',
  unknown: 'border-l-unknown',
};

/** One line over the page about a state that lasts. What passes is a toast. */
export function Banner({ tone, children, action }: BannerProps) {
  return (
    <aside
      aria-label="Notice"
      className={clsx(
        'flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-l-3 border-b-line bg-panel py-2 pr-6 pl-5 max-sm:px-4',
        EDGE[tone],
      )}
    >
      <p className="flex min-w-0 gap-2">
        <StatusShape tone={tone} />
        <span className="min-w-0">{children}</span>
      </p>
      {action}
    </aside>
  );
}
