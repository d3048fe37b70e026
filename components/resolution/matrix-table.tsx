import type { Matrix } from '@/lib/contracts/resolution';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { Status } from '@/components/ui/status';
import { Mark, MatrixCell, type CellState } from './matrix-cell';

type Column = Matrix['columns'][number];

interface MatrixTableProps {
  readonly scope: ScopeSummary;
  readonly columns: readonly Column[];
  /** Whether there are more scopes below than columns. */
  readonly more: boolean;
  readonly items: Matrix['items'];
  /** Names that an app requires and nobody has set. */
  readonly missing: Matrix['requirements'];
  readonly mayWrite: (column: Column) => boolean;
}

/** Names down, scopes across, from the organization to the scope and one step below it. */
export function MatrixTable({ scope, columns, more, items, missing, mayWrite }: MatrixTableProps) {
  const own = columns.findIndex((column) => column.id === scope.id);
  const rows = [...missing.map(({ key }) => ({ key, in: [] })), ...items];
  return (
    <>
      <div
        role="region"
        aria-label={`Names by scopes, of ${scope.name}`}
        tabIndex={0}
        className="relative overflow-x-auto border-y border-line"
      >
        <table className="min-w-full border-collapse text-left">
          <thead>
            <tr className="border-b border-line align-bottom text-12">
              <th scope="col" className={`${firstColumn} py-2 font-normal text-ink-muted`}>
                name
              </th>
              {columns.map((column) => (
                <th
                  key={column.id}
                  scope="col"
                  className={`min-w-20 px-2 py-2 text-center font-medium ${column.id === scope.id ? 'bg-panel' : ''}`}
                >
                  <span className="block font-normal text-ink-muted">{column.kind}</span>
                  <span className="font-mono break-words">{column.slug}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key} className="border-t border-line">
                <th scope="row" className={`${firstColumn} font-mono font-normal`}>
                  <span className="wrap-anywhere">{row.key}</span>{' '}
                  {row.in.length === 0 ? <Status tone="danger">missing</Status> : null}
                </th>
                {columns.map((column, at) => (
                  <td
                    key={column.id}
                    className={`px-2 text-center ${column.id === scope.id ? 'bg-panel' : ''}`}
                  >
                    <MatrixCell
                      state={stateOf(row.in, columns, at, own)}
                      name={row.key}
                      column={column}
                      mayWrite={mayWrite(column)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more ? (
        <p className="mt-2 text-12">
          {scope.name} has more scopes below it than fit here: only the first{' '}
          {columns.length - own - 1}, by path, are shown. Choose one of the others to see its names.
        </p>
      ) : null}
      <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-12 text-ink-muted">
        <span>
          <Mark state="set" /> set there
        </span>
        <span>
          <Mark state="inherited" /> from a wider scope
        </span>
        <span>
          <Mark state="missing" /> not set
        </span>
      </p>
    </>
  );
}

/** Inherited by any scope on the way that is wider; those below the scope are not above each other. */
function stateOf(
  scopeIds: readonly string[],
  columns: readonly Column[],
  at: number,
  own: number,
): CellState {
  const column = columns[at];
  if (!column) return 'missing';
  if (scopeIds.includes(column.id)) return 'set';
  const wider = columns.slice(0, Math.min(at, own + 1));
  return wider.some((one) => scopeIds.includes(one.id)) ? 'inherited' : 'missing';
}

/** It stays when the scopes are scrolled. */
const firstColumn =
  'sticky left-0 z-10 w-44 min-w-44 max-w-44 bg-paper pr-3 md:w-80 md:min-w-60 md:max-w-80';
