'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { Transfer, TransferItem } from '@/lib/contracts/transfer';
import { ReadRefused } from '@/components/requests/read-refused';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { EmptyState } from '@/components/ui/empty-state';
import { LiveRegion } from '@/components/ui/live-region';
import { PlanActions } from './plan-actions';
import { PlanGrid } from './plan-grid';
import type { TransferActions } from './transfer-actions';
import { decisionOrder, isListing, planSentence, verdictSums } from './transfer-words';
import { toggleLeftOut, useLeftOut } from './use-left-out';
import { useAllRows } from './use-transfers';

interface PlanReviewProps {
  readonly scope: ScopeSummary;
  readonly transfer: Transfer;
  readonly mayWrite: boolean;
  readonly actions: TransferActions;
}

/** What becomes of each row; rows can be left out and named otherwise, then it is started. */
export function PlanReview({ scope, transfer, mayWrite, actions }: PlanReviewProps) {
  const read = useAllRows(scope, transfer.id);
  if (read.isPending) return <SkeletonRows rows={8} label="Loading the plan" />;
  if (read.isError) {
    return <ReadRefused what="The plan" error={read.error} onRetry={() => void read.refetch()} />;
  }
  return <Review {...{ scope, transfer, mayWrite, actions }} items={read.data} />;
}

function Review(props: PlanReviewProps & { readonly items: readonly TransferItem[] }) {
  const { scope, transfer, mayWrite, actions, items } = props;
  const rows = useMemo(() => decisionOrder(items), [items]);
  const leftOut = useLeftOut();
  const [names, setNames] = useState<ReadonlyMap<number, string>>(new Map());
  const sums = useRef<HTMLParagraphElement>(null);
  const taken = rows.filter(({ number, writes }) => writes && !leftOut.has(number));

  // The page before ended with a press of its button, and focus went with it.
  useEffect(() => sums.current?.focus({ preventScroll: true }), []);

  const onName = useCallback(
    (row: TransferItem, name: string) => setNames((before) => withName(before, row, name.trim())),
    [],
  );

  return (
    <>
      <p ref={sums} tabIndex={-1} className="font-medium outline-none">
        {verdictSums(transfer.verdicts)}
      </p>
      <p className="mt-1 mb-3 max-w-176">{planSentence(transfer, taken)}</p>
      <LiveRegion>{`${taken.length} rows taken.`}</LiveRegion>
      {mayWrite ? (
        <PlanActions
          {...{ scope, transfer, actions, names }}
          taken={taken.length}
          discard={rows.filter(({ writes, number }) => writes && leftOut.has(number))}
        />
      ) : null}
      {rows.length === 0 ? (
        <EmptyState>
          Nothing was found there that fits. Look at the connector’s allowed references and at the
          paths of this plan, or plan it once something is there.
        </EmptyState>
      ) : (
        <PlanGrid
          {...{ rows, leftOut, names, onName }}
          mayRename={mayWrite && isListing(transfer)}
          onToggle={toggleLeftOut}
        />
      )}
    </>
  );
}

function withName(
  before: ReadonlyMap<number, string>,
  { number, name }: TransferItem,
  typed: string,
): ReadonlyMap<number, string> {
  const after = new Map(before);
  if (typed === name || typed === '') after.delete(number);
  else after.set(number, typed);
  return after;
}
