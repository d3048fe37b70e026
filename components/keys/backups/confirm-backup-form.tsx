'use client';

import type { BackupStanding } from '@/lib/contracts/backups';
import type { FormIssue } from '@/lib/contracts/form-state';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { useRefreshKeys } from '../use-keys';

/** What is typed is the time of whoever types it; what is sent is the instant. */
function checkBackup(form: FormData): readonly FormIssue[] {
  const typed = new Date(String(form.get('takenAt') ?? ''));
  const issues: FormIssue[] = [];
  if (Number.isNaN(typed.getTime())) {
    issues.push({ pointer: '/takenAt', message: 'Give the day and the time it was taken.' });
  } else {
    form.set('takenAt', typed.toISOString());
  }
  if (String(form.get('keptIn') ?? '').trim() === '') {
    issues.push({ pointer: '/keptIn', message: 'Name the place, so that others find it.' });
  }
  return issues;
}

/** Takes the word of an operator that he has a backup. */
export function ConfirmBackupForm({ action }: { readonly action: FormTarget<BackupStanding> }) {
  const refresh = useRefreshKeys();
  const toast = useToast();
  return (
    <ActionForm
      action={action}
      check={checkBackup}
      fields={['takenAt', 'keptIn']}
      className="max-w-112 pb-4"
      onDone={() => {
        toast({ title: 'Backup confirmed', description: 'it is noted with your name' });
        refresh();
      }}
    >
      <TextField name="takenAt" label="Taken, in your time" type="datetime-local" />
      <TextField
        name="keptIn"
        label="Where it is kept"
        autoComplete="off"
        maxLength={300}
        hint="Such as a bucket or a shelf. It stays in the audit log: no password, no key."
      />
      <SubmitButton>Confirm backup</SubmitButton>
    </ActionForm>
  );
}
