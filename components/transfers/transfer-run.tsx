'use client';

import { useEffect, useRef } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { Transfer } from '@/lib/contracts/transfer';
import { LiveRegion } from '@/components/ui/live-region';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { RunActions } from './run-actions';
import type { TransferActions } from './transfer-actions';
import { TransferProgress, outcomeSums } from './transfer-progress';
import { TransferRows } from './transfer-rows';
import { endSentence, TRANSFER_STATE } from './transfer-words';
import { useTransferDone } from './use-transfers';

interface TransferRunProps {
  readonly scope: ScopeSummary;
  readonly transfer: Transfer;
  readonly mayWrite: boolean;
  readonly actions: TransferActions;
  /** It was read before, and cannot be now. */
  readonly unreachable: boolean;
}

/** How far it has come, what can be done about it, and what came of each row. */
export function TransferRun({ scope, transfer, mayWrite, actions, unreachable }: TransferRunProps) {
  const { state, counts, remark, startedAt, startedBy, endedAt } = transfer;
  useSettled(scope, transfer);
  return (
    <>
      <TransferProgress counts={counts} />
      <p className="mt-3 text-ink-muted">
        {startedAt === null ? (
          'Never started'
        ) : (
          <>
            Started <TimeAgo instant={startedAt} /> by {startedBy}
          </>
        )}
        {endedAt === null ? (
          ''
        ) : (
          <>
            , {TRANSFER_STATE[state].word} <TimeAgo instant={endedAt} />
          </>
        )}
        .
        {state === 'running'
          ? ' You may leave this page: the work goes on, after a restart too.'
          : ''}
      </p>
      {unreachable ? (
        <p className="mt-2">
          <Status tone="due">The console does not answer; these are its last words.</Status>
        </p>
      ) : null}
      {remark && state === 'paused' ? (
        <p className="mt-2 max-w-176">
          <Status tone="danger">{remark.reason}</Status>
        </p>
      ) : null}
      <Ending transfer={transfer} />
      <LiveRegion>
        {state === 'running'
          ? 'The transfer runs.'
          : `Transfer ${TRANSFER_STATE[state].word}: ${outcomeSums(counts)}.`}
      </LiveRegion>
      {mayWrite ? <RunActions scope={scope} transfer={transfer} actions={actions} /> : null}
      <TransferRows scope={scope} transfer={transfer} />
    </>
  );
}

/** What was verified and what was removed, and what is left to do. */
function Ending({ transfer }: { readonly transfer: Transfer }) {
  const { state, counts } = transfer;
  if (state !== 'ended' && state !== 'cancelled') return null;
  return (
    <div className="mt-3 max-w-176">
      <p className="font-medium">{endSentence(transfer)}</p>
      {counts.changed > 0 ? (
        <p className="mt-1">
          Source or target of what changed since the plan was left alone. Plan it again to compare
          anew.
        </p>
      ) : null}
      {counts.failed > 0 ? (
        <p className="mt-1">
          What failed says why in its row. Mend that, then plan again: what is done already comes
          out as unchanged.
        </p>
      ) : null}
    </div>
  );
}

/** Lists of secrets are read again once when it ends. */
function useSettled(scope: ScopeSummary, transfer: Transfer): void {
  const before = useRef(transfer.state);
  const done = useTransferDone(scope);
  useEffect(() => {
    if (before.current === 'running' && transfer.state !== 'running') done(transfer);
    before.current = transfer.state;
  });
}
