'use client';

import { useState } from 'react';
import type { RunItem } from '@/lib/contracts/rotation-run';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { RadioRow } from '@/components/ui/radio-row';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { useSecret } from '@/components/vault/list/use-secrets';
import { checkValueForm } from '@/components/vault/value/check-value-form';
import { NewValue } from '@/components/vault/value/new-value';
import { VALUE_FIELDS } from '@/components/vault/value/part-field-name';
import { ReasonField } from '@/components/vault/value/reason-field';
import { RunForm } from './run-form';
import type { StepProps } from './step-props';

interface StageValueFormProps extends StepProps {
  readonly item: RunItem;
  readonly onDone: () => void;
}

const FIELDS = [...VALUE_FIELDS, 'reason', 'origin'];
const ORIGINS = [
  { value: 'generated', label: 'Made here' },
  { value: 'brought', label: 'Brought from where it is issued' },
] as const;

/** Takes the new value of one secret and seals it as its staged version. */
export function StageValueForm({ run, item, actions, onDone }: StageValueFormProps) {
  const toast = useToast();
  const secret = useSecret(item.scope, item.key);
  const issuedElsewhere = TYPE_RULES[item.type].preset === null;
  const [origin, setOrigin] = useState<'generated' | 'brought'>(
    issuedElsewhere ? 'brought' : 'generated',
  );
  if (!secret) return null;
  return (
    <RunForm
      run={run}
      item={item}
      action={actions.stage}
      fields={FIELDS}
      check={checkValueForm}
      className="mt-3 max-w-144"
      onDone={() => {
        toast({ title: `New value of ${item.key} staged` });
        onDone();
      }}
    >
      <NewValue
        secret={secret}
        label={`New value of ${item.key}`}
        partsHint="Give every part anew: one that is left empty is no longer delivered."
      />
      <RadioRow
        name="origin"
        label="How it came about"
        choices={ORIGINS}
        value={origin}
        onChange={setOrigin}
      />
      <ReasonField />
      <p className="mb-3">
        Nobody, you included, can read this again. Keep your own copy if you need one.
      </p>
      <SubmitButton>Seal and stage</SubmitButton>
    </RunForm>
  );
}
