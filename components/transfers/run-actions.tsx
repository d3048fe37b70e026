'use client';

import type { ScopeSummary } from '@/lib/contracts/scope';
import type { Transfer } from '@/lib/contracts/transfer';
import { Button } from '@/components/ui/button';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import type { TransferActions } from './transfer-actions';
import { useReplan } from './use-replan';
import { useTransferDone } from './use-transfers';

interface RunActionsProps {
  readonly scope: ScopeSummary;
  readonly transfer: Transfer;
  readonly actions: TransferActions;
}

/** Pause, go on, cancel; or plan what is left again. */
export function RunActions({ scope, transfer, actions }: RunActionsProps) {
  const { state, counts } = transfer;
  const rests = state === 'ended' || state === 'cancelled';
  const isLeft = counts.failed + counts.changed > 0 || state === 'cancelled';
  if (rests && !isLeft) return null;
  const act = (verb: string, action: FormTarget<Transfer>, tone: 'plain' | 'primary') => (
    // Another form for another act: an answer belongs to the form that was sent.
    <Act key={verb} {...{ scope, transfer, verb, action, tone }} />
  );
  return (
    <div className="my-4 flex flex-wrap items-start gap-2">
      {state === 'running' ? act('Pause', actions.pause, 'plain') : null}
      {state === 'paused' ? act('Go on', actions.resume, 'primary') : null}
      {rests ? null : act('Cancel the rest', actions.cancel, 'plain')}
      {rests ? <PlanRest scope={scope} transfer={transfer} plan={actions.plan} /> : null}
    </div>
  );
}

interface ActProps extends Omit<RunActionsProps, 'actions'> {
  readonly verb: string;
  readonly action: FormTarget<Transfer>;
  readonly tone: 'plain' | 'primary';
}

function Act({ scope, transfer, verb, action, tone }: ActProps) {
  return (
    <ActionForm action={action} fields={[]} onDone={useTransferDone(scope)}>
      <input type="hidden" name="scope" value={scope.path} />
      <input type="hidden" name="id" value={transfer.id} />
      <SubmitButton tone={tone}>{verb}</SubmitButton>
    </ActionForm>
  );
}

function PlanRest(props: Omit<RunActionsProps, 'actions'> & Pick<TransferActions, 'plan'>) {
  const { scope, transfer, plan } = props;
  const anew = useReplan(scope, transfer, plan);
  return (
    <div>
      {anew.refusal === null ? null : (
        <p role="alert" className="mb-2">
          <Status tone="danger">{anew.refusal}</Status>
        </p>
      )}
      <Button tone="primary" pending={anew.pending} onClick={() => void anew.replan()}>
        Plan the rest again
      </Button>
    </div>
  );
}
