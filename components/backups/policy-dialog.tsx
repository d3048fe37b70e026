'use client';

import type { BackupPolicy } from '@/lib/contracts/backup';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { BackupActions } from './backup-actions';

interface PolicyDialogProps {
  readonly policy: BackupPolicy;
  readonly action: BackupActions['changePolicy'];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const BOUNDS = { everyHours: 8760, keep: 1000, drillDays: 365 } as const;
const FIELDS = ['everyHours', 'keep', 'drillDays'] as const;

function check(form: FormData) {
  return FIELDS.filter((field) => {
    const text = String(form.get(field) ?? '').trim();
    if (field === 'everyHours' && text === '') return false;
    return !/^\d{1,4}$/.test(text) || Number(text) < 1 || Number(text) > BOUNDS[field];
  }).map((field) => ({
    pointer: `/${field}`,
    message: `Give a whole number from 1 to ${BOUNDS[field]}.`,
  }));
}

/** When they are taken by themselves, how many are kept, how often a restore is tried. */
export function PolicyDialog({ policy, action, onDone, onClose }: PolicyDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title="Schedule">
      <ActionForm action={action} fields={FIELDS} check={check} onDone={onDone}>
        <TextField
          name="everyHours"
          label="Hours between two backups"
          optional
          inputMode="numeric"
          autoComplete="off"
          defaultValue={policy.everyHours ?? ''}
          hint="Left empty, none is taken by itself. Each is verified once it was taken."
        />
        <TextField
          name="keep"
          label="Backups to keep"
          inputMode="numeric"
          autoComplete="off"
          defaultValue={policy.keep}
          hint="After a scheduled one was verified, the files of older ones are deleted, whoever took them."
        />
        <TextField
          name="drillDays"
          label="Days between two restore drills"
          inputMode="numeric"
          autoComplete="off"
          defaultValue={policy.drillDays}
        />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Save schedule</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
