'use client';

import { ChevronRight } from 'lucide-react';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { RotationWanted } from '@/lib/client/rotation';
import type { RotationStatus } from '@/lib/domain/rotation';
import { ReadRefused } from '@/components/requests/read-refused';
import { Button } from '@/components/ui/button';
import { count, number } from '@/components/ui/count';
import { LiveRegion } from '@/components/ui/live-region';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { TableBody, TableRow } from '@/components/ui/table';
import { RotationRow, type RowDoings } from './rotation-row';
import { useBand } from './use-rotation';

export interface Band {
  readonly name: string;
  readonly statuses: readonly RotationStatus[];
  /** Said where it is empty. */
  readonly none: string;
}

interface BoardBandProps {
  readonly band: Band;
  readonly wanted: RotationWanted;
  readonly doings: RowDoings;
  /** How many rows it has; undefined while that is not known. */
  readonly total: number | undefined;
  readonly open: boolean;
  /** Given where it can be folded. */
  readonly onFold?: ((open: boolean) => void) | undefined;
}

export const COLUMNS = 5;

/** The rows of one band under its name and number; read only while it is open. */
export function BoardBand(props: BoardBandProps) {
  const { band, wanted, doings, total, open } = props;
  const list = useBand(wanted, band.statuses, open);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const now = new Date(list.data?.pages[0]?.now ?? 0);
  return (
    <TableBody>
      <BandHead {...props} />
      {open && list.isPending ? (
        <Wide>
          <SkeletonRows rows={2} label={`Loading: ${band.name}`} />
        </Wide>
      ) : null}
      {list.isError ? (
        <Wide>
          <ReadRefused
            what={`The rows that are ${band.name.toLowerCase()}`}
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        </Wide>
      ) : null}
      {open && list.data && items.length === 0 ? (
        <Wide>
          <span className="text-ink-muted">{band.none}</span>
        </Wide>
      ) : null}
      {open
        ? items.map((item) => <RotationRow key={item.id} item={item} now={now} {...doings} />)
        : null}
      {open && list.hasNextPage ? (
        <Wide>
          <LiveRegion>{count(items.length, 'row')} shown, there are more.</LiveRegion>
          <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more of {total === undefined ? 'them' : number(total)}
          </Button>
        </Wide>
      ) : null}
    </TableBody>
  );
}

function BandHead({ band, total, open, onFold }: BoardBandProps) {
  const words = (
    <>
      {band.name}{' '}
      {total === undefined ? null : (
        <span className="ml-1 font-normal text-ink-muted">{number(total)}</span>
      )}
    </>
  );
  return (
    <TableRow>
      <th
        role="rowheader"
        scope="rowgroup"
        colSpan={COLUMNS}
        className="pt-4 pb-1 text-left font-medium @max-2xl:basis-full"
      >
        {onFold ? (
          <button
            type="button"
            aria-expanded={open}
            onClick={() => onFold(!open)}
            className="inline-flex min-h-7 items-center gap-1 rounded-md pointer-coarse:min-h-11"
          >
            <ChevronRight
              size={14}
              aria-hidden="true"
              className={clsx('text-ink-muted transition-transform', open && 'rotate-90')}
            />
            <span>{words}</span>
          </button>
        ) : (
          <span className="inline-flex min-h-7 items-center">
            <span>{words}</span>
          </span>
        )}
      </th>
    </TableRow>
  );
}

/** A row that is one cell. */
function Wide({ children }: { readonly children: ReactNode }) {
  return (
    <TableRow>
      <td role="cell" colSpan={COLUMNS} className="py-2 @max-2xl:basis-full">
        {children}
      </td>
    </TableRow>
  );
}
