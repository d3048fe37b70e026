'use client';

import { useRef } from 'react';
import type { BinnedSecret } from '@/lib/contracts/bin';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { checkTypedName, TypedNameField } from '../typed-name-field';

interface PurgeDialogProps {
  readonly scope: ScopeSummary;
  readonly entry: BinnedSecret;
  readonly action: FormTarget<unknown>;
  /** Where focus goes once the row is gone. */
  readonly finalFocus: () => HTMLElement | null;
  readonly onClose: () => void;
  readonly onPurged: () => void;
}

/** Asks for the name before a deleted secret goes for good: there is no way back from it. */
export function PurgeDialog(props: PurgeDialogProps) {
  const { scope, entry, action, finalFocus, onClose, onPurged } = props;
  const toast = useToast();
  const purged = useRef(false);
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Purge ${entry.key}?`}
      finalFocus={() => (purged.current ? finalFocus() : true)}
    >
      <ActionForm
        action={action}
        fields={['typed']}
        check={(form) => checkTypedName(form, 'typed', entry.key)}
        onDone={() => {
          purged.current = true;
          toast({ title: `${entry.key} purged`, description: 'its values no longer exist' });
          onPurged();
        }}
      >
        <input type="hidden" name="scope" value={scope.path} />
        <input type="hidden" name="secretId" value={entry.id} />
        <input type="hidden" name="key" value={entry.key} />
        <ul className="mb-4 list-disc space-y-1 pl-4">
          <li>
            {entry.versions === 1
              ? 'Its value is'
              : `All values of its ${entry.versions} versions are`}{' '}
            destroyed, and it leaves the bin. This cannot be undone.
          </li>
          <li>The audit log keeps its name and what was done to it.</li>
          <li>Backups made before still hold the sealed values.</li>
        </ul>
        <TypedNameField field="typed" name={entry.key} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">Purge secret</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
