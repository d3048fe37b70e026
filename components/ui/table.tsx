import clsx from 'clsx';
import type { ComponentProps } from 'react';

/*
 * Rows of 36 px (44 on touch); on a phone each row is a grid of two lines, laid out by the cells' own
 * classes. Laying out table parts as a grid takes their roles away, so these are written out.
 */

export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <table
      role="table"
      className={clsx('w-full border-collapse text-left max-sm:block', className)}
      {...rest}
    />
  );
}

export function TableHead({ className, ...rest }: ComponentProps<'thead'>) {
  return (
    <thead
      role="rowgroup"
      className={clsx('text-12 text-ink-muted max-sm:sr-only', className)}
      {...rest}
    />
  );
}

export function TableBody({ className, ...rest }: ComponentProps<'tbody'>) {
  return <tbody role="rowgroup" className={clsx('max-sm:block', className)} {...rest} />;
}

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr role="row" className={clsx('border-b border-line', className)} {...rest} />;
}

export function HeadCell({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      role="columnheader"
      scope="col"
      className={clsx('h-8 px-3 font-normal whitespace-nowrap first:pl-0 last:pr-0', className)}
      {...rest}
    />
  );
}

export function Cell({ className, ...rest }: ComponentProps<'td'>) {
  return (
    <td
      role="cell"
      className={clsx('h-9 px-3 first:pl-0 last:pr-0 pointer-coarse:h-11', className)}
      {...rest}
    />
  );
}
