'use client';

import { ActionForm, useFormPending } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import type { BackupActions } from './backup-actions';
import { useBackups, useRefreshBackups } from './use-backups';

/** Takes one now, and tells how far it is. */
export function TakeBackup({ action }: { readonly action: BackupActions['take'] }) {
  const toast = useToast();
  const refresh = useRefreshBackups();
  return (
    <ActionForm
      action={action}
      fields={[]}
      className="flex flex-wrap items-center gap-3"
      onDone={({ file, needs }) => {
        toast({ title: 'Backup taken', description: `${file} needs ${needs}` });
        refresh();
      }}
    >
      <Progress />
      <SubmitButton>Take backup</SubmitButton>
    </ActionForm>
  );
}

function Progress() {
  const pending = useFormPending();
  const { data } = useBackups(pending);
  const taking = data?.taking;
  return (
    <p role="status" className="text-ink-muted">
      {taking ? `Table ${taking.done + 1} of ${taking.total}: ${taking.table}` : null}
      {pending && !taking ? 'Taking a backup' : null}
    </p>
  );
}
