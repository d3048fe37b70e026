'use client';

import type { RunItem } from '@/lib/contracts/rotation-run';
import type { TrialSide } from '@/lib/domain/rotation-run';
import { ActionForm } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { NamedRun } from './run-form';
import type { StepProps } from './step-props';
import { useReadRunAgain } from './use-runs';

interface TryValueProps extends Pick<StepProps, 'run' | 'actions' | 'mayAct'> {
  readonly item: RunItem;
  /** Left out: the old one. */
  readonly side?: TrialSide | undefined;
  /** Of a leak: another version that leaked. */
  readonly version?: number | undefined;
}

/** A button that tries one value by the check of its secret; none where nothing may be sent. */
export function TryValue({ run, item, actions, mayAct, side = 'old', version }: TryValueProps) {
  const again = useReadRunAgain(run.id);
  const { check } = item;
  if (!mayAct || check?.destination.state !== 'approved') return null;
  return (
    <ActionForm action={actions.tryValue} fields={[]} onDone={again}>
      <NamedRun run={run} item={item} />
      <input type="hidden" name="side" value={side} />
      {version === undefined ? null : <input type="hidden" name="version" value={version} />}
      <SubmitButton tone="plain">
        {version === undefined ? `Try the ${side} value` : `Try version ${version}`}
      </SubmitButton>
    </ActionForm>
  );
}
