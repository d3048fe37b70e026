import clsx from 'clsx';
import type { VersionState } from '@/lib/domain/version-state';

/** A state of a version: its own shape beside its word. Only the one in use has a colour. */
export function VersionMark({ state }: { readonly state: VersionState }) {
  return (
    <span className={clsx('inline-flex gap-1.5', COLOUR[state])}>
      <svg viewBox="0 0 10 10" aria-hidden="true" className="h-[1lh] w-[0.75em] shrink-0">
        {SHAPE[state]}
      </svg>
      <span className="self-baseline">{state}</span>
    </span>
  );
}

const COLOUR: Readonly<Record<VersionState, string>> = {
  staged: 'text-due',
  current: 'text-fine',
  previous: 'text-ink',
  retired: 'text-ink-muted',
  lost: 'text-danger',
  destroyed: 'text-ink-muted',
};

const LINE = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.4 };

const SHAPE = {
  staged: <path d="M5 .8 9.6 9.2H.4z" fill="currentColor" />,
  current: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  previous: <circle cx="5" cy="5" r="4" {...LINE} />,
  retired: <path d="M1 5h8" {...LINE} />,
  lost: <path d="M1 1h8v8H1z" fill="currentColor" />,
  destroyed: <path d="m1.5 1.5 7 7m0-7-7 7" {...LINE} />,
};
