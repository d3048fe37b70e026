import clsx from 'clsx';
import type { ReactNode } from 'react';

export type Tone = 'fine' | 'due' | 'danger' | 'unknown';

const COLOUR: Readonly<Record<Tone, string>> = {
  fine: 'text-fine',
  due: 'text-due',
  danger: 'text-danger',
  unknown: 'text-unknown',
};

/** Each state has a shape of its own, so that colour is never the only sign. */
export function StatusShape({ tone }: { readonly tone: Tone }) {
  return (
    <svg
      viewBox="0 0 10 10"
      aria-hidden="true"
      data-tone={tone}
      className={clsx('h-[1lh] w-[0.75em] shrink-0', COLOUR[tone])}
    >
      {tone === 'fine' ? <circle cx="5" cy="5" r="4" fill="currentColor" /> : null}
      {tone === 'due' ? <path d="M5 .8 9.6 9.2H.4z" fill="currentColor" /> : null}
      {tone === 'danger' ? <path d="M1 1h8v8H1z" fill="currentColor" /> : null}
      {tone === 'unknown' ? (
        <circle
          cx="5"
          cy="5"
          r="4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeDasharray="2 1.6"
        />
      ) : null}
    </svg>
  );
}

/** A state: shape, colour and word together. */
export function Status({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className="inline-flex gap-1.5">
      <StatusShape tone={tone} />
      {/* Gives the whole its baseline, which would else be the foot of the shape. */}
      <span className={clsx('self-baseline', COLOUR[tone])}>{children}</span>
    </span>
  );
}
