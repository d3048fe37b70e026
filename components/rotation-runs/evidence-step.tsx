'use client';

import { useState } from 'react';
import {
  EVIDENCE_KINDS,
  EVIDENCE_LENGTH_MAX,
  EVIDENCE_MAX,
  type EvidenceKind,
} from '@/lib/domain/rotation-run';
import { StepFrame } from '@/components/keys/rotation/step-frame';
import { LinesField } from '@/components/ui/lines-field';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { CloseRun } from './close-run';
import { EvidenceList } from './evidence-list';
import { RunForm } from './run-form';
import { EVIDENCE_WORD } from './run-words';
import type { StepProps } from './step-props';

const HINT: Readonly<Record<EvidenceKind, string>> = {
  commit: 'The commit or change request, as a link or its hash.',
  deployment: 'The deployment that brought it, as a link, or where and when.',
  verification: 'What showed that it works: a link, or what was done and seen.',
  note: 'Anything else that whoever reads this later should know.',
};

/** Last step: what was committed, deployed and verified; then it closes. */
export function EvidenceStep(props: StepProps) {
  const { run, mayAct } = props;
  return (
    <>
      <StepFrame
        title="Record the evidence"
        does={
          <p>
            Record the commit, the deployment and how it was verified. What Keystow saw itself,
            which is versions, workers and trials, is part of the proof already.
          </p>
        }
        evidence={
          run.evidence.length > 0 ? (
            <EvidenceList evidence={run.evidence} />
          ) : (
            <p className="text-ink-muted">Nothing is recorded yet.</p>
          )
        }
        command={`keystow rotation run evidence ${run.id} commit LINK`}
      >
        {mayAct && run.evidence.length < EVIDENCE_MAX ? <AddEvidence {...props} /> : null}
      </StepFrame>
      {run.state === 'open' ? <CloseRun {...props} /> : null}
    </>
  );
}

/** Begins with what is missing. */
function AddEvidence({ run, actions }: StepProps) {
  const toast = useToast();
  const missing = EVIDENCE_KINDS.find(
    (kind) => kind !== 'note' && !run.evidence.some((one) => one.kind === kind),
  );
  const [chosen, setChosen] = useState<EvidenceKind | null>(null);
  const kind = chosen ?? missing ?? 'note';
  return (
    <RunForm
      run={run}
      action={actions.addEvidence}
      fields={['kind', 'text']}
      onDone={() => {
        setChosen(null);
        toast({ title: `${EVIDENCE_WORD[kind]} recorded` });
      }}
    >
      <SelectField
        name="kind"
        label="What it is"
        value={kind}
        choices={EVIDENCE_KINDS.map((value) => ({ value, label: EVIDENCE_WORD[value] }))}
        onChoose={setChosen}
      />
      <LinesField
        name="text"
        label="Text or link"
        rows={2}
        maxLength={EVIDENCE_LENGTH_MAX}
        hint={`${HINT[kind]} Do not put a value here.`}
      />
      <SubmitButton tone={run.gaps.length === 0 ? 'plain' : 'primary'}>Record</SubmitButton>
    </RunForm>
  );
}
