'use client';

import { ActionForm } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { checkFingerprint, FingerprintField } from '../fingerprint-field';
import { NodeTable } from '../facts/node-table';
import { isGoingBack } from './rotation-steps';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';
import { useOperationDone } from '../use-keys';

/** Depth 1, last step: proves a copy of the key in force, then the other one opens nothing. */
export function FinishStep({ operation, keys, actions, mayAct }: StepProps) {
  const done = useOperationDone();
  const back = isGoingBack(operation);
  const retiring = back ? 'new' : 'old';
  const other = keys.masterKeys.find((row) => row.state === 'retained')?.fingerprint;
  return (
    <StepFrame
      title={`Retire the ${retiring} master key`}
      does={
        <p>
          <span className="font-mono">{other}</span> opens nothing of this database any more: a node
          that starts with it is locked, and nothing is changed by that. There is no rolling back
          after this step. Backups made before still need it.
        </p>
      }
      needs={
        keys.replaceable
          ? 'It needs a copy of config/master.key off this machine. Take it now, and compute its fingerprint from the copy with the command below.'
          : 'It needs your copy of the key in force. Compute its fingerprint from the copy with the command below.'
      }
      evidence={<NodeTable nodes={keys.nodes} wanted={operation.to} />}
      command={
        'npm run keystow -- keys fingerprint\nnpm run keystow -- keys finish --fingerprint mk_…'
      }
      commandNote="The fingerprint of your copy; and this step from a terminal:"
    >
      {mayAct ? (
        <ActionForm
          action={actions.finish}
          check={checkFingerprint}
          fields={['fingerprint']}
          onDone={done}
        >
          <FingerprintField label="Fingerprint, computed from your copy" />
          <SubmitButton tone="danger">Retire the {retiring} key</SubmitButton>
        </ActionForm>
      ) : null}
    </StepFrame>
  );
}
