'use client';

import { useEffect, useRef, useState } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { SECRET_TYPES } from '@/lib/domain/secret-kinds';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { DESCRIPTIVE_FIELDS, DescriptiveFields, type Shape } from '../value/descriptive-fields';
import { ReasonField } from '../value/reason-field';
import { asChoice, TYPE_WORD } from '../secret-words';

interface EditDetailsFormProps {
  readonly secret: SecretSummary;
  readonly action: FormTarget<SecretSummary>;
  readonly onDone: () => void;
  /** Somebody sealed another version meanwhile: what is shown here is to be read again. */
  readonly onStale: () => void;
  readonly onCancel: () => void;
}

const FIELDS = ['type', 'reason', ...DESCRIPTIVE_FIELDS];

/** Changes what describes a secret. Its value stays as it is; a field left empty takes away what it held. */
export function EditDetailsForm(props: EditDetailsFormProps) {
  const { secret, action, onDone, onStale, onCancel } = props;
  const toast = useToast();
  const [type, setType] = useState(secret.type);
  const first = useRef<HTMLSelectElement>(null);
  const [shape, setShape] = useState<Shape>({
    delivery: secret.delivery,
    category: secret.category,
  });
  // The button that opened it is gone.
  useEffect(() => first.current?.focus(), []);

  const save: typeof action = async (previous, form) => {
    const answer = await action(previous, form);
    if (answer.status === 'refused' && answer.code === 'version_conflict') onStale();
    return answer;
  };

  return (
    <ActionForm
      action={save}
      fields={FIELDS}
      onDone={() => {
        toast({ title: `Details of ${secret.key} saved`, description: 'its value is untouched' });
        onDone();
      }}
    >
      <input type="hidden" name="scope" value={secret.scope.path} />
      <input type="hidden" name="key" value={secret.key} />
      <input type="hidden" name="ifVersion" value={secret.version ?? ''} />
      <SelectField
        ref={first}
        name="type"
        label="Type"
        value={type}
        choices={alikeTypes(secret).map((one) => ({ value: one, label: asChoice(TYPE_WORD[one]) }))}
        onChoose={setType}
        hint={TYPE_RULES[type].hint}
      />
      <DescriptiveFields type={type} secret={secret} shape={shape} onShape={setShape} open />
      <ReasonField />
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <SubmitButton>Save details</SubmitButton>
      </DialogActions>
    </ActionForm>
  );
}

/** A value is of one piece or of parts, and keeps being so: another type must be of the same make. */
function alikeTypes({ type }: SecretSummary) {
  const { parts } = TYPE_RULES[type];
  return SECRET_TYPES.filter((one) => one === type || (!parts && !TYPE_RULES[one].parts));
}
