import { Status } from '@/components/ui/status';
import { ActDialog } from './act-dialog';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';

/** Depth 2, last step: the old root key and its data keys are deleted for good. */
export function RetireStep({ actions, mayAct }: StepProps) {
  return (
    <StepFrame
      title="Delete the old keys"
      does={
        <p>
          Nothing lies under the old keys any more. Deleting them means that nothing stored here can
          ever be opened with them again. It is checked once more that nothing does.
        </p>
      }
      needs="Backups made before hold the old keys themselves and open with the master key of their time."
      evidence={<Status tone="fine">0 values on the old keys</Status>}
      command="npm run keystow -- keys retire"
    >
      {mayAct ? (
        <ActDialog
          action={actions.retire}
          button="Delete the old keys"
          buttonTone="danger"
          title="Delete the old keys?"
          verb="Delete for good"
          danger
          effects={[
            'The old root key and every data key under it are deleted. They cannot be made again.',
            'Whatever was copied out of this database as single rows opens nowhere any more.',
            'Whole backups made before are not touched: they hold those keys themselves.',
          ]}
        />
      ) : null}
    </StepFrame>
  );
}
