'use client';

import type { Receipt } from '@/lib/contracts/delivery';
import { ReadRefused } from '@/components/requests/read-refused';
import { count } from '@/components/ui/count';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { ReceiptItems } from './receipt-items';
import { runName } from './run-list';
import { useReceipt } from './use-runs';

interface RunSheetProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One run: what it got, from which scope, and why. */
export function RunSheet({ id, onClose }: RunSheetProps) {
  const read = useReceipt(id);
  return (
    <Sheet
      open
      wide
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={read.data ? runName(read.data) : 'Run'}
      finalFocus={() => document.querySelector<HTMLElement>(`[data-run="${CSS.escape(id)}"]`)}
    >
      {read.isPending ? <SkeletonRows rows={8} label="Loading the receipt" /> : null}
      {read.isError ? (
        <ReadRefused what="The receipt" error={read.error} onRetry={() => void read.refetch()} />
      ) : null}
      {read.data ? <Facts receipt={read.data} /> : null}
    </Sheet>
  );
}

function Facts({ receipt }: { readonly receipt: Receipt }) {
  const { app, at, acknowledgedAt, takenBy, staged, items, leftOut, id } = receipt;
  return (
    <>
      <LogMatch matchesLog={receipt.matchesLog} />
      <dl className="mt-4 grid grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5 [&>dt]:text-ink-muted">
        <dt>app</dt>
        <dd className="font-mono text-12 wrap-anywhere">{app.path}</dd>
        <dt>taken</dt>
        <dd>
          <TimeAgo instant={at} /> by the {takenBy.kind} {takenBy.name}
        </dd>
        <dt>arrived</dt>
        <dd>
          {acknowledgedAt ? (
            <>
              acknowledged <TimeAgo instant={acknowledgedAt} />
            </>
          ) : (
            'not acknowledged: it may never have arrived, or did not open'
          )}
        </dd>
        {receipt.brief ? (
          <>
            <dt>brief</dt>
            <dd>{receipt.brief.title}</dd>
          </>
        ) : null}
        <dt>asked for</dt>
        <dd className="font-mono text-12 wrap-anywhere">
          {askedFor(receipt)}
          {staged ? ', staged versions' : ''}
          {receipt.partial ? ', a part if need be' : ''}
        </dd>
        {leftOut.length > 0 ? (
          <>
            <dt>left out</dt>
            <dd>
              <span className="font-mono text-12 wrap-anywhere">{leftOut.join(', ')}</span>{' '}
              <span className="text-ink-muted">because part was asked for</span>
            </dd>
          </>
        ) : null}
        <dt>sealed to</dt>
        <dd className="font-mono text-12 wrap-anywhere">{receipt.keyThumbprint}</dd>
        <dt>receipt</dt>
        <dd className="font-mono text-12 wrap-anywhere">{id}</dd>
      </dl>
      <h3 className="mt-6 mb-2 font-medium">{count(items.length, 'name')}, and why</h3>
      <ReceiptItems items={items} />
    </>
  );
}

function askedFor({ only, onlyBeyond, brief }: Receipt): string {
  if (onlyBeyond) return [...only, 'names that you may not all see'].join(', ');
  if (only.length > 0) return only.join(', ');
  return brief ? 'no names' : 'all names';
}

function LogMatch({ matchesLog }: Pick<Receipt, 'matchesLog'>) {
  if (matchesLog === null) {
    return (
      <Status tone="unknown">nothing to compare: its event in the audit log was erased</Status>
    );
  }
  return matchesLog ? (
    <>
      <Status tone="fine">it says what its event in the audit log says</Status>{' '}
      <span className="text-ink-muted">
        That nobody changed both is shown by verifying the log, on the page Audit.
      </span>
    </>
  ) : (
    <Status tone="danger">changed: it does not say what its event in the audit log says</Status>
  );
}
