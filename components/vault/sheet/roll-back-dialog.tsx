'use client';

import { useRef } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { VersionSummary } from '@/lib/contracts/version';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Fingerprint, shortFingerprint } from '@/components/ui/fingerprint';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { BACKEND_WORD } from '../secret-words';
import { ReasonField } from '../value/reason-field';
import { WorkersAfter } from '../workers-after';
import { versionsHeading } from './versions-heading';

interface RollBackDialogProps {
  readonly secret: SecretSummary;
  readonly version: VersionSummary;
  readonly action: FormTarget<SecretSummary>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Says what a rollback will do, and does it if the secret is still what the person looked at. */
export function RollBackDialog({ secret, version, action, onClose, onDone }: RollBackDialogProps) {
  const toast = useToast();
  const done = useRef(false);
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Roll ${secret.key} back to version ${version.version}?`}
      finalFocus={() => (done.current ? versionsHeading() : true)}
    >
      <ActionForm
        action={action}
        fields={['reason']}
        onDone={(now) => {
          done.current = true;
          const fingerprint = now.fingerprint ? ` · ${shortFingerprint(now.fingerprint)}` : '';
          toast({
            title: `${secret.key} rolled back to ${version.version}`,
            description: `version ${now.version ?? ''}${fingerprint}`,
            mono: true,
          });
          onDone();
        }}
      >
        <input type="hidden" name="scope" value={secret.scope.path} />
        <input type="hidden" name="key" value={secret.key} />
        <input type="hidden" name="version" value={version.version} />
        <input type="hidden" name="ifVersion" value={secret.version ?? 0} />
        <ul className="mb-4 list-disc space-y-1 pl-4">
          <li>
            The value of version {version.version} (<Fingerprint hex={version.fingerprint} />) is
            sealed again as a new version and becomes current.
          </li>
          {secret.reference === null ? (
            <li>
              Version {secret.version ?? '–'} becomes the previous one and can be gone back to.
            </li>
          ) : (
            <li>
              Its value lives here again. What is at {BACKEND_WORD[secret.backend]} stays there and
              is no longer fetched; to go back to that, give its reference again.
            </li>
          )}
          <li>
            <WorkersAfter secret={secret} goOn={`with the value of version ${version.version}`} />
          </li>
        </ul>
        <ReasonField />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Roll back</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
