'use client';

import { useRef } from 'react';
import type { ReactNode } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { VersionSummary } from '@/lib/contracts/version';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { versionsHeading } from './versions-heading';

/** What every question about a version is given. */
export interface VersionQuestion {
  readonly secret: SecretSummary;
  readonly version: VersionSummary;
  readonly action: FormTarget<unknown>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

interface VersionDialogProps extends VersionQuestion {
  /** As a question, with the names in it. */
  readonly title: string;
  /** What will happen, as entries of a list. */
  readonly children: ReactNode;
  readonly verb: string;
  readonly tone?: 'primary' | 'danger';
  /** What is said once it happened. */
  readonly done: string;
}

/** Asks before something is done about one version of a secret, and says that it was. */
export function VersionDialog(props: VersionDialogProps) {
  const { secret, version, action, onClose, onDone, title, children, verb, tone, done } = props;
  const toast = useToast();
  const isDone = useRef(false);
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={title}
      finalFocus={() => (isDone.current ? versionsHeading() : true)}
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={() => {
          isDone.current = true;
          toast({ title: done });
          onDone();
        }}
      >
        <input type="hidden" name="scope" value={secret.scope.path} />
        <input type="hidden" name="key" value={secret.key} />
        <input type="hidden" name="version" value={version.version} />
        <ul className="list-disc space-y-1 pl-4">{children}</ul>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton {...(tone && { tone })}>{verb}</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
