'use client';

import dynamic from 'next/dynamic';
import { useState, type ReactNode } from 'react';
import type { RotationOutlook } from '@/lib/contracts/rotation';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { ReadRefused } from '@/components/requests/read-refused';
import { LiveRegion } from '@/components/ui/live-region';
import { HeadCell, Table, TableHead, TableRow } from '@/components/ui/table';
import { BoardBand, type Band } from './board-band';
import { RotationFilterBar } from './rotation-filter-bar';
import type { RowDoings } from './rotation-row';
import { AxisTicks } from './time-bar';
import { useBand, useOutlook } from './use-rotation';
import { useRotationView, type RotationFilters } from './use-rotation-view';

const CHART_TO_COME = <div className="mb-6 h-32" />;

const OutlookChart = dynamic(() => import('./outlook-chart'), {
  ssr: false,
  loading: () => CHART_TO_COME,
});

const BANDS: readonly Band[] = [
  { name: 'Overdue', statuses: ['overdue'], none: 'Nothing is overdue.' },
  { name: 'Due within 14 days', statuses: ['due'], none: 'Nothing is due within 14 days.' },
  { name: 'Later', statuses: ['upcoming', 'fine'], none: 'Nothing is due later.' },
];

/** Not to be done now, and so folded. */
const ASIDE: readonly Band[] = [
  { name: 'Snoozed', statuses: ['snoozed'], none: 'Nothing is snoozed.' },
  { name: 'Without a window', statuses: ['unlimited'], none: 'Everything has a window.' },
];

interface RotationBoardProps {
  readonly scope: ScopeSummary;
  readonly doings: Omit<RowDoings, 'onOwner' | 'here'>;
  /** Stands where there is nothing to be replaced. */
  readonly empty: ReactNode;
}

/** Everything that must be replaced in time, in bands by when, its bars on one axis. */
export function RotationBoard({ scope, doings, empty }: RotationBoardProps) {
  const view = useRotationView();
  const { status, ...narrowed } = view.filters;
  const wanted = { scope: scope.id, ...narrowed };
  const outlook = useOutlook(wanted);
  const ownerName = useOwnerName(wanted);
  const [opened, setOpened] = useState<readonly string[]>([]);
  const counts = outlook.data?.counts;

  if (outlook.isError) {
    return (
      <ReadRefused what="The board" error={outlook.error} onRetry={() => void outlook.refetch()} />
    );
  }
  const total = counts === undefined ? undefined : totalOf(counts);
  if (total === 0 && !isNarrowed(view.filters)) return empty;
  const fits = ({ statuses }: Band) => status === undefined || statuses.includes(status);
  const ofBand = (band: Band): Band =>
    status === undefined ? band : { ...band, statuses: [status] };
  const countOf = ({ statuses }: Band) =>
    counts && statuses.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
  const fold = ({ name }: Band, open: boolean) =>
    setOpened((names) => (open ? [...names, name] : names.filter((one) => one !== name)));
  const shown: RowDoings = {
    ...doings,
    here: scope.path,
    onOwner: (owner) => view.filter({ owner }),
  };
  return (
    <div className="flex flex-col">
      {/* What is due stands first where there is room for one of them. */}
      <div className="max-md:order-last max-md:mt-6">
        {outlook.data ? <OutlookChart outlook={outlook.data} /> : CHART_TO_COME}
      </div>
      <RotationFilterBar {...view} ownerName={ownerName} />
      <LiveRegion>{total === undefined ? '' : `${total} fit.`}</LiveRegion>
      {/* Where the head of the table is not shown. */}
      <div className="@container">
        <div className="text-12 text-ink-muted @2xl:hidden">
          <AxisTicks />
        </div>
      </div>
      <Table aria-label={`Rotation in ${scope.name}`}>
        <TableHead>
          <TableRow>
            <HeadCell>name</HeadCell>
            <HeadCell className="w-72">
              <span className="sr-only">time</span>
              <AxisTicks />
            </HeadCell>
            <HeadCell className="w-56">due</HeadCell>
            <HeadCell className="w-36">owner, dependents</HeadCell>
            <HeadCell className="w-40">
              <span className="sr-only">next</span>
            </HeadCell>
          </TableRow>
        </TableHead>
        {[...BANDS, ...ASIDE].filter(fits).map((band) => {
          const folds = status === undefined && ASIDE.includes(band);
          return (
            <BoardBand
              key={band.name}
              band={ofBand(band)}
              wanted={wanted}
              doings={shown}
              total={countOf(ofBand(band))}
              open={!folds || opened.includes(band.name)}
              onFold={folds ? (open) => fold(band, open) : undefined}
            />
          );
        })}
      </Table>
    </div>
  );
}

function totalOf(counts: RotationOutlook['counts']): number {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}

function isNarrowed(filters: RotationFilters): boolean {
  return Object.values(filters).some((one) => one !== undefined);
}

/** What the owner of the filter is called: any row that he answers for says it. */
function useOwnerName(wanted: Parameters<typeof useBand>[0]): string | undefined {
  const asked = wanted.owner !== undefined && wanted.owner !== 'none';
  const first = useBand(wanted, [], asked);
  return first.data?.pages[0]?.items[0]?.owner?.name;
}
