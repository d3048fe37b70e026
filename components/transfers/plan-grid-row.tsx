'use client';

import clsx from 'clsx';
import { memo } from 'react';
import type { TransferItem } from '@/lib/contracts/transfer';
import { Button } from '@/components/ui/button';
import { LongCell, LongRow } from '@/components/ui/long-table';
import { Status } from '@/components/ui/status';
import { isOfOthers, VERDICT_TONE } from './transfer-words';

interface PlanGridRowProps {
  /** Its place among the rows as they are shown, from 0. */
  readonly index: number;
  readonly row: TransferItem;
  readonly isLeftOut: boolean;
  /** The name that was typed; undefined: that of the plan. */
  readonly typed: string | undefined;
  readonly mayRename: boolean;
  /** Only one row at a time is a stop of the Tab key. */
  readonly isStop: boolean;
  readonly onStop: (index: number) => void;
  readonly onToggle: (row: number) => void;
  readonly onName: (row: TransferItem, name: string) => void;
}

/** Shared with the head. Where there is little room place and reason have lines of their own. */
export const PLAN_COLUMNS =
  'gap-x-3 grid-cols-[6rem_minmax(0,1fr)_5.5rem] @2xl:gap-x-4 @2xl:grid-cols-[6rem_minmax(0,1.6fr)_minmax(0,1.6fr)_minmax(0,2fr)_5.5rem]';

const NARROW = '@max-2xl:order-1 @max-2xl:col-span-3';

/** A row of a plan; drawn again only when it changes. */
export const PlanGridRow = memo(function PlanGridRow(props: PlanGridRowProps) {
  const { index, row, isLeftOut, mayRename, isStop, onStop, onToggle } = props;
  const name = row.name || row.source || `row ${row.number}`;
  return (
    <LongRow
      index={index}
      columns={PLAN_COLUMNS}
      className="min-h-9 items-center [contain-intrinsic-size:auto_3rem] [content-visibility:auto] hover:bg-panel @max-2xl:py-1 pointer-coarse:min-h-11"
    >
      <LongCell>
        <Status tone={VERDICT_TONE[row.verdict]}>{row.verdict}</Status>
      </LongCell>
      <LongCell className={clsx('font-mono', isLeftOut && 'text-ink-muted line-through')}>
        {mayRename ? <NameOfRow {...props} /> : isOfOthers(row) ? 'another secret' : row.name}
      </LongCell>
      <LongCell className={clsx('font-mono text-12 whitespace-normal! text-ink-muted', NARROW)}>
        <span className="wrap-anywhere">{placeOf(row)}</span>
      </LongCell>
      <LongCell className={clsx('text-12 whitespace-normal! text-ink-muted @2xl:py-1', NARROW)}>
        {row.reason}
      </LongCell>
      <LongCell className="overflow-visible! text-right">
        {row.writes ? (
          <Button
            tone="quiet"
            data-at={index}
            tabIndex={isStop ? 0 : -1}
            aria-pressed={isLeftOut}
            aria-label={`Leave out ${name}, ${row.verdict}`}
            onFocus={() => onStop(index)}
            onClick={() => onToggle(row.number)}
          >
            {isLeftOut ? 'Take' : 'Leave out'}
          </Button>
        ) : (
          <span className="pr-3 text-12 text-ink-muted">not written</span>
        )}
      </LongCell>
    </LongRow>
  );
});

function NameOfRow({ index, row, typed, isStop, onStop, onName }: PlanGridRowProps) {
  return (
    <input
      aria-label={`Name for ${row.source ?? `row ${row.number}`}`}
      defaultValue={typed ?? row.name}
      placeholder="Give a name"
      maxLength={128}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      data-at={index}
      data-name=""
      tabIndex={isStop ? 0 : -1}
      onFocus={() => onStop(index)}
      onChange={(event) => onName(row, event.currentTarget.value)}
      className="h-7 w-full truncate rounded-md border border-edge bg-paper px-1.5 -outline-offset-1 pointer-coarse:h-10 pointer-coarse:text-15"
    />
  );
}

/** Where it is, and where it goes where that is another place. */
function placeOf(row: TransferItem): string {
  const { source, target } = row;
  if (isOfOthers(row)) return '';
  if (target === null || target === source) return source ?? 'sealed here';
  return source === null ? `→ ${target}` : `${source} → ${target}`;
}
