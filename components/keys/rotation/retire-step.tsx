import type { KeyOperationView } from '@/lib/contracts/keys';
import { CommandLine } from '@/components/ui/command-line';
import { count } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import { FreshBackup } from '../backups/fresh-backup';
import { ActDialog } from './act-dialog';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';

/** Depth 2, last step: the old root key and its data keys are deleted for good. */
export function RetireStep({ operation, keys, actions, mayAct }: StepProps) {
  const runners = operation.reencryption?.runners ?? null;
  return (
    <StepFrame
      title="Delete the old keys"
      does={
        <p>
          Nothing lies under the old keys any more. Deleting them means that nothing stored here can
          ever be opened with them again. It is checked once more that nothing does.
        </p>
      }
      needs="Make a fresh backup and verify it first. Backups made before hold the old keys themselves and open with the master key of their time."
      evidence={
        <>
          <p>
            <Status tone="fine">0 values on the old keys</Status>
          </p>
          <FreshBackup standing={keys.backups} asked="since_root_key" />
          {runners ? <RunnersToPin {...runners} /> : null}
        </>
      }
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
            ...(runners
              ? ['Runs that have not pinned the next key refuse every delivery from then on.']
              : []),
            'Whole backups made before are not touched: they hold those keys themselves.',
          ]}
        />
      ) : null}
    </StepFrame>
  );
}

type Runners = NonNullable<NonNullable<KeyOperationView['reencryption']>['runners']>;

/** The key that signs deliveries is one of those that go: what takes deliveries has to know the next. */
function RunnersToPin({ pin, workers }: Runners) {
  return (
    <div className="mt-4 max-w-176 space-y-2">
      <p>
        <Status tone="due">
          Deliveries are signed by another key from then on; {count(workers, 'worker')} running now.
        </Status>
      </p>
      <p>Before you delete the old keys, have everything that takes deliveries pin both keys:</p>
      <CommandLine command={`KEYSTOW_SERVER_KEY=${pin}`} />
      <p className="text-ink-muted">
        A worker that takes a delivery now learns the next key and keeps it until it ends: restart
        those that took none since the root key was changed. Whatever knows only the old key goes on
        with what it has, and refuses every delivery after that, until the next key is pinned.
      </p>
    </div>
  );
}
