'use client';

import { useState } from 'react';
import type { BackupView, RestoreDrill } from '@/lib/contracts/backup';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { SecretField } from '@/components/ui/secret-field';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import type { BackupActions } from './backup-actions';

interface DrillDialogProps {
  readonly backup: BackupView;
  readonly action: BackupActions['drill'];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const STEPS: Readonly<Record<string, string>> = {
  file: 'The file',
  restore: 'Restoring',
  root_key: 'The master key',
  data_keys: 'Data keys',
  values: 'Values',
  logs: 'Audit logs',
};

/** Tries a backup and a key together; what comes of it stays to be read. */
export function DrillDialog({ backup, action, onDone, onClose }: DrillDialogProps) {
  const [result, setResult] = useState<RestoreDrill | null>(null);
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title="Restore drill">
      {result ? (
        <>
          <p className="mb-3">
            <Status tone={result.passed ? 'fine' : 'danger'}>
              {result.passed ? 'Passed' : 'Not passed'} in {result.seconds.toFixed(1)} s
            </Status>
          </p>
          <ul aria-label="Steps" className="space-y-2">
            {result.steps.map(({ step, ok, text }) => (
              <li key={step} className="break-words">
                <Status tone={ok ? 'fine' : 'danger'}>{STEPS[step] ?? step}</Status>
                <p className="pl-5 text-ink-muted">{text}</p>
              </li>
            ))}
          </ul>
          <DialogActions>
            <Button onClick={onClose}>Close</Button>
          </DialogActions>
        </>
      ) : (
        <ActionForm
          action={action}
          fields={['key']}
          onDone={(drill) => {
            setResult(drill);
            onDone();
          }}
        >
          <p className="mb-3">
            The backup is restored into a database of its own in a temporary folder, opened with the
            key, and deleted again. Nothing of this console changes.
          </p>
          <p className="mb-3">
            It needs <span className="font-mono wrap-anywhere">{backup.needs}</span>.
          </p>
          <input type="hidden" name="id" value={backup.id} />
          <SecretField
            name="key"
            label="Another master key"
            optional
            offerLines={false}
            hint="Left empty, the key at hand is tried. What is typed is kept nowhere."
          />
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
            <SubmitButton>Try restore</SubmitButton>
          </DialogActions>
        </ActionForm>
      )}
    </Dialog>
  );
}
