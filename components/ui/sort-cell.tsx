'use client';

import { LongHeadCell } from './long-table';

interface SortCellProps<S extends string> {
  readonly label: string;
  /** The orders of this column that presses go through. */
  readonly orders: readonly [S, ...S[]];
  /** Where a column of one order leads when it is pressed again. */
  readonly home: S;
  readonly sort: S;
  readonly onSort: (sort: S) => void;
  /** Shown only where there is room for its column. */
  readonly className?: string | undefined;
}

/** The head of a column that can be sorted by. Where rows take two lines, a menu sorts instead. */
export function SortCell<S extends string>(props: SortCellProps<S>) {
  const { label, orders, home, sort, onSort, className } = props;
  const at = orders.indexOf(sort);
  const next = orders[at + 1] ?? (orders.length > 1 ? orders[0] : home);
  const descends = sort.startsWith('-');
  const direction = descends ? 'descending' : 'ascending';
  return (
    <LongHeadCell aria-sort={at < 0 ? 'none' : direction} className={className}>
      <span className="@2xl:hidden">{label}</span>
      <button
        type="button"
        onClick={() => onSort(next)}
        className="-mx-1 hidden h-7 max-w-full items-center gap-1 rounded-md px-1 hover:text-ink aria-pressed:text-ink @2xl:inline-flex pointer-coarse:h-8"
      >
        <span className="truncate">{label}</span>
        <span aria-hidden="true" className="w-2">
          {at < 0 ? '' : descends ? '▼' : '▲'}
        </span>
      </button>
    </LongHeadCell>
  );
}
