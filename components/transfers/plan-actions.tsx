'use client';

import Link from 'next/link';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { Transfer, TransferItem } from '@/lib/contracts/transfer';
import { Button } from '@/components/ui/button';
import { count, number } from '@/components/ui/count';
import { ActionForm } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import type { TransferActions } from './transfer-actions';
import { newTransferAddress } from './transfer-address';
import { placeName } from './transfer-words';
import { useReplan } from './use-replan';
import { useTransferDone } from './use-transfers';

interface PlanActionsProps {
  readonly scope: ScopeSummary;
  readonly transfer: Transfer;
  readonly actions: TransferActions;
  /** Names that were typed, by number: they need another plan first. */
  readonly names: ReadonlyMap<number, string>;
  readonly taken: number;
  /** Rows that would be written and are left out. */
  readonly discard: readonly TransferItem[];
}

/** Starts the plan; with other names, plans anew; or gives it up. */
export function PlanActions(props: PlanActionsProps) {
  const { scope, transfer, actions, names, taken, discard } = props;
  const done = useTransferDone(scope);
  const anew = useReplan(scope, transfer, actions.plan);
  return (
    <div className="mb-4">
      {anew.refusal === null ? null : (
        <p role="alert" className="mb-2">
          <Status tone="danger">{anew.refusal}</Status>
        </p>
      )}
      <div className="flex flex-wrap items-start gap-2">
        {names.size > 0 ? (
          <Button tone="primary" pending={anew.pending} onClick={() => void anew.replan(names)}>
            Plan again with {count(names.size, 'other name')}
          </Button>
        ) : (
          <>
            {taken > 0 ? (
              <ActionForm action={actions.start} fields={[]} onDone={done}>
                <input type="hidden" name="scope" value={scope.path} />
                <input type="hidden" name="id" value={transfer.id} />
                <input
                  type="hidden"
                  name="discard"
                  value={discard.map((row) => row.number).join(',')}
                />
                <SubmitButton tone={transfer.removeSource ? 'danger' : 'primary'}>
                  {startVerb(transfer, taken)}
                </SubmitButton>
              </ActionForm>
            ) : null}
            <Button pending={anew.pending} onClick={() => void anew.replan()}>
              Plan again
            </Button>
          </>
        )}
        <ActionForm action={actions.cancel} fields={[]} onDone={done}>
          <input type="hidden" name="scope" value={scope.path} />
          <input type="hidden" name="id" value={transfer.id} />
          <SubmitButton tone="plain">Give the plan up</SubmitButton>
        </ActionForm>
        <Link
          href={newTransferAddress(scope.path, {
            mode: transfer.mode,
            ...(transfer.from?.slug ? { from: transfer.from.slug } : {}),
          })}
          className="self-center px-1 text-accent underline"
        >
          Choose otherwise
        </Link>
      </div>
    </div>
  );
}

function startVerb({ mode, from, removeSource }: Transfer, taken: number): string {
  const many = number(taken);
  switch (mode) {
    case 'refer':
      return `Refer to ${many}`;
    case 'import':
      return `Seal ${many}`;
    case 'copy':
      return `Copy ${many}`;
    case 'move':
      return removeSource ? `Move ${many}, delete at ${placeName(from)}` : `Move ${many}`;
  }
}
