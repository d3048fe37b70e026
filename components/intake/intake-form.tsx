'use client';

import type { AnsweredIntake, IntakeItem } from '@/lib/contracts/intake';
import type { FormIssue } from '@/lib/contracts/form-state';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { linkSecret } from '@/components/auth/link-secret';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { checkValueForm } from '@/components/vault/value/check-value-form';
import { NewValue } from '@/components/vault/value/new-value';
import { VALUE_FIELDS } from '@/components/vault/value/part-field-name';

interface IntakeFormProps {
  readonly item: IntakeItem;
  readonly answer: FormTarget<AnsweredIntake>;
  readonly onSealed: (answered: AnsweredIntake) => void;
}

/** The secret of the link joins the form as it is sent, and is in no field of it. */
function prepare(form: FormData): readonly FormIssue[] {
  const issues = checkValueForm(form);
  form.delete('type');
  form.set('link', linkSecret());
  return issues;
}

/** Takes one value, which is in its field and in the one request and nowhere else. */
export function IntakeForm({ item, answer, onSealed }: IntakeFormProps) {
  const { type, key } = item;
  return (
    <ActionForm
      action={answer}
      check={prepare}
      fields={VALUE_FIELDS}
      onDone={onSealed}
      className="mt-3"
    >
      <input type="hidden" name="item" value={item.id} />
      {type === 'generic' || TYPE_RULES[type].parts ? null : (
        <p className="mb-3">{TYPE_RULES[type].hint}</p>
      )}
      <NewValue
        secret={{ key, type, format: item.format }}
        label={`Value of ${key}`}
        partsHint="A part that is left empty is not delivered."
      />
      <SubmitButton>Seal value</SubmitButton>
    </ActionForm>
  );
}
