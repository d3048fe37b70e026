'use client';

import clsx from 'clsx';
import type { ComponentProps, ReactNode, Ref } from 'react';

/*
 * A table of any length, of which only the rows in sight exist. Each row is a grid of exactly the height
 * that `longRowHeight` gives, so that the place of a row follows from its number. Laying out table parts
 * otherwise takes their roles away, so these are written out.
 */

/** 36 px (44 on touch); two lines where there is little room. */
export const longRowHeight = 'h-15 @2xl:h-9 @2xl:pointer-coarse:h-11';

interface LongTableProps {
  readonly label: string;
  /** Of the whole list; null while that is not known. */
  readonly rowCount: number | null;
  /** Has the height of a row, for those who count in pixels; left out where rows are measured. */
  readonly ruler?: Ref<HTMLDivElement> | undefined;
  readonly children: ReactNode;
}

export function LongTable({ label, rowCount, ruler, children }: LongTableProps) {
  return (
    <div className="@container relative">
      {ruler ? (
        <div
          ref={ruler}
          aria-hidden="true"
          className={clsx('invisible absolute top-0 w-0', longRowHeight)}
        />
      ) : null}
      <table
        role="table"
        aria-label={label}
        aria-rowcount={rowCount === null ? -1 : rowCount + 1}
        className="block w-full text-left"
      >
        {children}
      </table>
    </div>
  );
}

/** The names of the columns; stays in sight where `className` makes it sticky. */
export function LongHead({ columns, className, children, ...rest }: LongHeadProps) {
  return (
    <thead
      role="rowgroup"
      className={clsx('block bg-paper text-12 text-ink-muted @max-2xl:sr-only', className)}
      {...rest}
    >
      <tr
        role="row"
        aria-rowindex={1}
        className={clsx('grid h-8 items-center border-b border-line', columns)}
      >
        {children}
      </tr>
    </thead>
  );
}

interface LongHeadProps extends ComponentProps<'thead'> {
  /** The template of the grid, the same as that of the rows. */
  readonly columns: string;
}

interface LongRowProps extends ComponentProps<'tr'> {
  /** Its place in the whole list, from 0. */
  readonly index: number;
  readonly columns: string;
}

export function LongRow({ index, columns, className, ...rest }: LongRowProps) {
  return (
    <tr
      role="row"
      aria-rowindex={index + 2}
      className={clsx('grid border-b border-line', columns, className)}
      {...rest}
    />
  );
}

/** Stands for the rows between two that exist. */
export function RowGap({ height }: { readonly height: number }) {
  return height > 0 ? (
    <tr aria-hidden="true" role="presentation" className="block" style={{ height }} />
  ) : null;
}

export function LongHeadCell({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      role="columnheader"
      scope="col"
      className={clsx('min-w-0 truncate font-normal', className)}
      {...rest}
    />
  );
}

export function LongCell({ className, ...rest }: ComponentProps<'td'>) {
  return <td role="cell" className={clsx('min-w-0 truncate', className)} {...rest} />;
}
