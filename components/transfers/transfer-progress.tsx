import clsx from 'clsx';
import type { Transfer } from '@/lib/contracts/transfer';
import type { TransferItemState } from '@/lib/domain/transfer';
import { number } from '@/components/ui/count';
import { StatusShape } from '@/components/ui/status';
import { ITEM_STATE } from './transfer-words';

type Counts = Transfer['counts'];

const SHOWN = ['done', 'changed', 'failed', 'planned', 'skipped'] as const;
/** In the order of the bar. */
const FILL = [
  ['done', 'fill-fine'],
  ['changed', 'fill-due'],
  ['failed', 'fill-danger'],
] as const satisfies [TransferItemState, string][];

/** Such as "40 done, 2 failed, 8 wait"; outcomes that no row has are left out. */
export function outcomeSums(counts: Counts): string {
  const sums = SHOWN.filter((one) => counts[one] > 0).map(
    (one) => `${number(counts[one])} ${wordOf(one, counts[one])}`,
  );
  return sums.length === 0 ? 'No rows' : sums.join(', ');
}

function wordOf(state: TransferItemState, rows: number): string {
  return state === 'planned' && rows !== 1 ? 'wait' : ITEM_STATE[state].word;
}

/** One bar with a part for each outcome, and the counts in words. Rows that are left out are not its work. */
export function TransferProgress({ counts }: { readonly counts: Counts }) {
  const work = counts.planned + counts.done + counts.changed + counts.failed;
  const settled = work - counts.planned;
  const percent = work === 0 ? 100 : Math.floor((settled / work) * 100);
  const parts = FILL.map(([state, fill], at) => {
    const before = FILL.slice(0, at).reduce((sum, [one]) => sum + counts[one], 0);
    return { state, fill, from: shareOf(before, work), width: shareOf(counts[state], work) };
  });
  return (
    <div className="max-w-176">
      <p className="font-medium">
        {number(settled)} of {number(work)} worked off
      </p>
      <svg
        role="progressbar"
        aria-label="Rows worked off"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={outcomeSums(counts)}
        className="mt-1 block h-1.5 w-full overflow-hidden rounded-md"
      >
        <rect width="100%" height="100%" className="fill-line" />
        {parts.map(({ state, fill, from, width }) => (
          <rect key={state} x={from} width={width} height="100%" className={clsx(fill)} />
        ))}
      </svg>
      <ul aria-label="Rows by outcome" className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
        {SHOWN.filter((one) => one === 'done' || counts[one] > 0).map((one) => (
          <li key={one} className="inline-flex gap-1.5">
            <StatusShape tone={ITEM_STATE[one].tone} />
            {number(counts[one])} {wordOf(one, counts[one])}
          </li>
        ))}
      </ul>
    </div>
  );
}

function shareOf(rows: number, work: number): string {
  return work === 0 ? '0%' : `${Math.round((rows / work) * 1000) / 10}%`;
}
