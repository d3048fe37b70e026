'use client';

import { useRef } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { VersionSummary } from '@/lib/contracts/version';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { versionsHeading } from './versions-heading';

interface DestroyVersionDialogProps {
  readonly secret: SecretSummary;
  readonly version: VersionSummary;
  readonly action: FormTarget<unknown>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks before the value of an older version goes for good. */
export function DestroyVersionDialog(props: DestroyVersionDialogProps) {
  const { secret, version, action, onClose, onDone } = props;
  const toast = useToast();
  const done = useRef(false);
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Destroy version ${version.version} of ${secret.key}?`}
      finalFocus={() => (done.current ? versionsHeading() : true)}
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={() => {
          done.current = true;
          toast({ title: `Version ${version.version} of ${secret.key} destroyed` });
          onDone();
        }}
      >
        <input type="hidden" name="scope" value={secret.scope.path} />
        <input type="hidden" name="key" value={secret.key} />
        <input type="hidden" name="version" value={version.version} />
        <ul className="list-disc space-y-1 pl-4">
          <li>Its value and its fingerprint are deleted and cannot be brought back.</li>
          <li>Nobody can roll back to it.</li>
          <li>Who made it, when and why stays here and in the audit log.</li>
          <li>Backups made before still hold the sealed value.</li>
        </ul>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">Destroy version</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
