import clsx from 'clsx';
import type { ComponentProps } from 'react';

/*
 * Rows of 36 px (44 on touch); where there is little room each row wraps into two lines, laid out by
 * the cells' own classes. Laying out table parts otherwise takes their roles away, so these are
 * written out.
 */

export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <div className="@container">
      <table
        role="table"
        className={clsx('w-full table-fixed border-collapse text-left @max-2xl:block', className)}
        {...rest}
      />
    </div>
  );
}

export function TableHead({ className, ...rest }: ComponentProps<'thead'>) {
  return (
    <thead
      role="rowgroup"
      className={clsx('text-12 text-ink-muted @max-2xl:sr-only', className)}
      {...rest}
    />
  );
}

export function TableBody({ className, ...rest }: ComponentProps<'tbody'>) {
  return <tbody role="rowgroup" className={clsx('@max-2xl:block', className)} {...rest} />;
}

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr
      role="row"
      className={clsx('border-b border-line @max-2xl:flex @max-2xl:flex-wrap', className)}
      {...rest}
    />
  );
}

export function HeadCell({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      role="columnheader"
      scope="col"
      className={clsx('h-8 pr-4 font-normal whitespace-nowrap last:pr-0', className)}
      {...rest}
    />
  );
}

export function Cell({ className, ...rest }: ComponentProps<'td'>) {
  return (
    <td
      role="cell"
      className={clsx(
        'truncate @2xl:h-9 @2xl:pr-4 @2xl:last:pr-0 @2xl:pointer-coarse:h-11',
        className,
      )}
      {...rest}
    />
  );
}
