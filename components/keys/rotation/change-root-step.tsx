import { count } from '@/components/ui/count';
import { FreshBackup } from '../backups/fresh-backup';
import { ActDialog } from './act-dialog';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';

/** Depth 2, first step: a new root key; re-encryption begins by itself. */
export function ChangeRootStep({ keys, actions, mayAct }: StepProps) {
  const values = count(keys.values, 'value');
  return (
    <StepFrame
      title="New root key"
      does={
        <p>
          Makes a new root key under the master key in force. From then on everything is sealed
          under new data keys, and {values} that lie under the old ones are sealed again, one batch
          after the other. Everything can be read and written meanwhile, and the work survives any
          restart.
        </p>
      }
      needs="Make a backup of the database first, and keep it with the master key in force. From this step on there is no rolling back."
      evidence={<FreshBackup standing={keys.backups} asked="last_day" />}
      command="npm run keystow -- keys reencrypt"
      commandNote="Or from a terminal, which also does the work itself:"
    >
      {mayAct ? (
        <ActDialog
          action={actions.changeRoot}
          button="Change the root key"
          buttonTone="primary"
          title="Change the root key?"
          verb="Change and re-encrypt"
          effects={[
            `${values} will be sealed again under new keys. None is lost or altered.`,
            'The old keys stay until nothing lies under them and you delete them in the last step.',
            'It cannot be rolled back, only paused: the old root key is no way back from a leak.',
          ]}
        />
      ) : null}
    </StepFrame>
  );
}
