import type { Standing } from './standing';

const LOOK: Readonly<Record<Standing, { readonly colour: string; readonly dashes?: string }>> = {
  newest: { colour: 'text-fine' },
  starting: { colour: 'text-due' },
  stale: { colour: 'text-due' },
  unhealthy: { colour: 'text-danger' },
  failed: { colour: 'text-danger' },
  unknown: { colour: 'text-unknown', dashes: '2.5 2' },
  gone: { colour: 'text-unknown', dashes: '1 2.5' },
  ended: { colour: 'text-unknown' },
};

/**
 * A worker as a small square: filled for the newest, half filled while it starts, hollow while it is
 * stale, crossed out when it is unhealthy or its restart failed, dashed when nobody knows. The word stands beside it.
 */
export function WorkerSquare({ standing }: { readonly standing: Standing }) {
  const { colour, dashes } = LOOK[standing];
  return (
    <svg
      viewBox="0 0 14 14"
      aria-hidden="true"
      data-standing={standing}
      className={`size-3.5 shrink-0 ${colour}`}
    >
      <rect
        x="1"
        y="1"
        width="12"
        height="12"
        rx="2"
        fill={standing === 'newest' ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.6"
        strokeDasharray={dashes}
      />
      {standing === 'starting' ? <path d="M1 7h12v6H1z" fill="currentColor" /> : null}
      {standing === 'unhealthy' || standing === 'failed' ? (
        <path d="m3.5 3.5 7 7m0-7-7 7" stroke="currentColor" strokeWidth="1.6" />
      ) : null}
      {standing === 'ended' ? <path d="M4 7h6" stroke="currentColor" strokeWidth="1.6" /> : null}
    </svg>
  );
}
