'use client';

import type { RunItem } from '@/lib/contracts/rotation-run';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { ExternalValue } from './external-value';
import { ItemHead } from './item-head';
import { NewVersion } from './new-version';
import { RunDialog } from './run-dialog';
import { RunForm } from './run-form';
import { StageValueForm } from './stage-value-form';
import type { StepProps } from './step-props';

interface ValueItemProps extends StepProps {
  readonly item: RunItem;
  /** Its form is open. */
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** One secret on its way to a new value. */
export function ValueItem(props: ValueItemProps) {
  const { item, open, onOpen, mayWrite } = props;
  const { state, backend } = item;
  const takes = mayWrite && backend === 'local' && (state === 'empty' || state === 'staged');
  return (
    <>
      <ItemHead item={item} />
      <NewVersion item={item} />
      {state === 'gone' ? (
        <p className="mt-1 text-ink-muted">Restore it from the bin, or leave it to an exception.</p>
      ) : null}
      {state === 'empty' && backend !== 'local' ? <ExternalValue item={item} /> : null}
      <Adopt {...props} />
      {takes && open ? <StageValueForm {...props} onDone={() => onOpen(false)} /> : null}
      {takes && !open ? (
        <div className="mt-2 flex flex-wrap gap-2">
          <Button onClick={() => onOpen(true)}>
            {state === 'staged' ? 'Stage another value' : 'Give its new value'}
          </Button>
          {state === 'staged' ? <Discard {...props} /> : null}
        </div>
      ) : null}
    </>
  );
}

/** Somebody gave it another value: at its backend, or here without this rotation. */
function Adopt({ run, item, actions, mayWrite }: ValueItemProps) {
  const toast = useToast();
  const { key, state, currentVersion, oldVersion, newVersion } = item;
  const known = newVersion ?? oldVersion ?? 0;
  const isNewer = currentVersion !== null && currentVersion > known;
  if (!isNewer || !['empty', 'staged', 'superseded'].includes(state)) return null;
  return (
    <div className="mt-2">
      <p className="mb-2">
        <Status tone="due">
          Version {currentVersion} became its current value outside of this rotation.
        </Status>
      </p>
      {mayWrite ? (
        <RunForm
          run={run}
          item={item}
          action={actions.adopt}
          onDone={() =>
            toast({ title: `Version ${currentVersion} of ${key} taken as the new one` })
          }
        >
          <SubmitButton tone="plain">Take version {currentVersion} as the new one</SubmitButton>
        </RunForm>
      ) : null}
    </div>
  );
}

function Discard({ run, item, actions }: ValueItemProps) {
  const { key, newVersion } = item;
  return (
    <RunDialog
      run={run}
      item={item}
      action={actions.discard}
      button="Discard…"
      buttonTone="quiet-danger"
      title={`Discard version ${newVersion} of ${key}?`}
      verb="Discard"
      danger
      done={`Staged value of ${key} discarded`}
    >
      <p>
        It is staged no longer: what is started with{' '}
        <code className="font-mono text-12">--stage</code> gets the current value again. That one
        stays as it is.
      </p>
    </RunDialog>
  );
}
