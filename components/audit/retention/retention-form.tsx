'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchPolicy } from '@/lib/client/audit';
import type { AuditPolicyView } from '@/lib/contracts/audit-policy';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { checkTypedName, TypedNameField } from '@/components/vault/typed-name-field';
import { RETENTION_DAYS } from '@/lib/domain/retention-days';

interface RetentionFormProps {
  readonly policy: AuditPolicyView;
  readonly action: FormTarget<AuditPolicyView>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks for days, says how many events that concerns, and has less than before typed again. */
export function RetentionForm({ policy, action, onClose, onDone }: RetentionFormProps) {
  const toast = useToast();
  const [typed, setTyped] = useState(String(policy.retentionDays ?? ''));
  const days = daysOf(typed);
  const shorter = days !== null && (policy.retentionDays === null || days < policy.retentionDays);
  const phrase = days === null ? '' : `erase after ${days} days`;
  const older = useQuery({
    queryKey: ['audit', 'policy', days],
    queryFn: ({ signal }) => fetchPolicy(days, signal),
    enabled: days !== null,
  });
  return (
    <ActionForm
      action={action}
      fields={['retentionDays', 'confirm']}
      check={(form) => (shorter ? checkTypedName(form, 'confirm', phrase) : [])}
      onDone={({ retentionDays }) => {
        const kept = retentionDays === null ? 'for ever' : `for ${count(retentionDays, 'day')}`;
        toast({ title: `Texts are kept ${kept}` });
        onDone();
      }}
      className="max-w-md"
    >
      <TextField
        name="retentionDays"
        label="Keep texts for how many days"
        inputMode="numeric"
        autoComplete="off"
        defaultValue={typed}
        onChange={({ target }) => setTyped(target.value)}
        hint={`From ${RETENTION_DAYS.min} to ${RETENTION_DAYS.max}. Leave it empty to keep them for ever.`}
      />
      {days === null ? null : (
        <p role="status" className="mb-4">
          {older.isError ? (
            <Status tone="unknown">What is older could not be counted.</Status>
          ) : older.data?.older == null ? (
            'Counting what is older.'
          ) : (
            <Status tone={older.data.older > 0 ? 'danger' : 'fine'}>
              {older.data.older === 0
                ? 'No text is older than that now.'
                : `${count(older.data.older, 'text')} ${older.data.older === 1 ? 'is' : 'are'} older now and erased within the hour.`}
            </Status>
          )}
        </p>
      )}
      {shorter ? <TypedNameField field="confirm" name={phrase} /> : null}
      <div className="flex gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <SubmitButton tone={shorter ? 'danger' : 'primary'}>Set retention</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** Null for what is no number of days that may be set. */
function daysOf(text: string): number | null {
  const days = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return days >= RETENTION_DAYS.min && days <= RETENTION_DAYS.max ? days : null;
}
