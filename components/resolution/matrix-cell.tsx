import Link from 'next/link';
import type { Matrix } from '@/lib/contracts/resolution';

/** How a name stands in a scope: set there, delivered from a wider one, or not there at all. */
export type CellState = 'set' | 'inherited' | 'missing';

interface MatrixCellProps {
  readonly state: CellState;
  readonly name: string;
  readonly column: Matrix['columns'][number];
  readonly mayWrite: boolean;
}

/** A filled mark opens the secret; a ring or a gap seals one there, where that is allowed. */
export function MatrixCell({ state, name, column, mayWrite }: MatrixCellProps) {
  const at = { scope: column.path, tab: column.kind };
  const words = `${name} in ${column.slug}: ${WORD[state]}`;
  const mark = <Mark state={state} />;
  if (state !== 'set' && !mayWrite) {
    return (
      <span title={words}>
        {mark}
        <span className="sr-only">{WORD[state]}</span>
      </span>
    );
  }
  const query = new URLSearchParams(
    state === 'set' ? { ...at, secret: name } : { ...at, do: 'seal', name },
  );
  return (
    <Link
      href={`/vault?${query}`}
      prefetch={false}
      title={state === 'set' ? words : `${words}; seal one`}
      aria-label={state === 'set' ? words : `${words}; seal one`}
      className="inline-flex size-8 items-center justify-center rounded-md hover:bg-panel"
    >
      {mark}
    </Link>
  );
}

const WORD: Readonly<Record<CellState, string>> = {
  set: 'set here',
  inherited: 'from a wider scope',
  missing: 'not set',
};

export function Mark({ state }: { readonly state: CellState }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className="inline size-3 shrink-0">
      {state === 'missing' ? (
        <path d="M4 6h4" stroke="currentColor" className="text-ink-muted" />
      ) : (
        <circle
          cx="6"
          cy="6"
          r="4.5"
          stroke="currentColor"
          fill={state === 'set' ? 'currentColor' : 'none'}
        />
      )}
    </svg>
  );
}
