'use client';

import { useState } from 'react';
import type { LeakNeighbour } from '@/lib/contracts/leak';
import { REASON_LENGTH_MAX } from '@/lib/domain/rotation';
import { StepFrame } from '@/components/keys/rotation/step-frame';
import { RadioRow } from '@/components/ui/radio-row';
import { count, number } from '@/components/ui/count';
import { LinesField } from '@/components/ui/lines-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { LeakForm } from './leak-form';
import { isToDecide } from './leak-words';
import type { LeakStepProps } from './leak-step-props';
import { MoreNeighbours } from './more-neighbours';
import { NeighbourList } from './neighbour-list';

/** Fifth step: what else may be exposed with it. */
export function NeighboursStep(props: LeakStepProps) {
  const { leak, mayAct } = props;
  const { neighbours, moreNeighbours, neighboursBeyondSight } = leak;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const open = neighbours.filter(isToDecide);
  const none = neighbours.length + moreNeighbours + neighboursBeyondSight === 0;
  const toggle = ({ id }: LeakNeighbour) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  // Somebody else may have decided meanwhile.
  const still = chosen.filter((id) => open.some((one) => one.id === id));
  return (
    <StepFrame
      title="Decide about its neighbours"
      does={
        <p>
          Where it is not clear how far the exposure reached, what lay beside it is exposed too.
          Decide about each: rotate it, or leave it and say why.
        </p>
      }
      evidence={
        none ? (
          <p className="text-ink-muted">Nothing lies beside it.</p>
        ) : (
          <>
            {mayAct && open.length > 0 ? (
              <label className="flex min-h-7 items-center gap-1.5 pointer-coarse:min-h-11">
                <input
                  type="checkbox"
                  checked={still.length === open.length}
                  onChange={({ currentTarget }) =>
                    setChosen(currentTarget.checked ? open.map(({ id }) => id) : [])
                  }
                  className="size-3.5 accent-accent"
                />
                All {number(open.length)} undecided
              </label>
            ) : null}
            <NeighbourList
              neighbours={neighbours}
              chosen={still}
              onToggle={mayAct ? toggle : null}
            />
            <MoreNeighbours leak={leak} />
          </>
        )
      }
    >
      {mayAct && still.length > 0 ? (
        <Decide {...props} chosen={still} onDone={() => setChosen([])} />
      ) : null}
    </StepFrame>
  );
}

interface DecideProps extends LeakStepProps {
  readonly chosen: readonly string[];
  readonly onDone: () => void;
}

function Decide({ leak, actions, chosen, onDone }: DecideProps) {
  const [decision, setDecision] = useState<'rotate' | 'leave'>(
    leak.may.rotate ? 'rotate' : 'leave',
  );
  const toast = useToast();
  const many = count(chosen.length, 'secret');
  const binned = leak.neighbours.filter(({ id, inBin }) => inBin && chosen.includes(id));
  return (
    <LeakForm
      leak={leak}
      action={actions.decide}
      fields={['reason']}
      onDone={() => {
        onDone();
        toast({ title: decision === 'rotate' ? `Rotation of ${many} started` : `${many} left` });
      }}
    >
      <input type="hidden" name="secrets" value={chosen.join(' ')} />
      <RadioRow
        name="decision"
        label={`What becomes of ${many}`}
        choices={[
          { value: 'rotate', label: `Rotate ${chosen.length === 1 ? 'it' : 'them'}` },
          { value: 'leave', label: `Leave ${chosen.length === 1 ? 'it' : 'them'}` },
        ]}
        value={decision}
        onChange={setDecision}
      />
      {decision === 'rotate' && binned.length > 0 ? (
        <p>
          In the bin: {binned.map(({ key }) => key).join(', ')}. Restore first what is to be
          rotated.
        </p>
      ) : null}
      <LinesField
        // A reason for the one is none for the other.
        key={decision}
        name="reason"
        label="Reason"
        required={decision === 'leave'}
        optional={decision === 'rotate'}
        rows={2}
        maxLength={REASON_LENGTH_MAX}
        hint="Kept with the case and in the audit log. Do not put a value here."
      />
      <SubmitButton>{decision === 'rotate' ? `Rotate ${many}` : `Leave ${many}`}</SubmitButton>
    </LeakForm>
  );
}
