'use client';

import { useState } from 'react';
import type { ReminderHookView } from '@/lib/contracts/reminder';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { handedOver, type Handover } from '@/components/ui/handover';
import { ShownOnce } from '@/components/ui/shown-once';
import { SubmitButton } from '@/components/ui/submit-button';
import { UrlField } from '@/components/ui/url-field';
import type { ReminderActions } from './reminder-actions';

interface AddHookDialogProps {
  readonly scope: ScopeSummary;
  readonly action: ReminderActions['create'];
  /** Takes the signing secret past React's state. */
  readonly put: Handover;
  readonly onClose: () => void;
  readonly onMade: (hook: ReminderHookView) => void;
}

/** Asks where reminders of a scope are to be posted. */
export function AddHookDialog({ scope, action, put, onClose, onMade }: AddHookDialogProps) {
  const [target] = useState(() =>
    handedOver(action, put, ({ secret, hook }) => [secret, hook] as const),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Post reminders of ${scope.name}`}
    >
      <ActionForm action={target} fields={['url']} onDone={onMade}>
        <input type="hidden" name="scope" value={scope.id} />
        <UrlField
          name="url"
          label="Address"
          placeholder="https://hooks.example.org/rotation"
          hint="Names of secrets at and below this scope leave the console to this address, with their type, version and due date. Values never do. The address is stored and shown as it is."
        />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Add webhook</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}

interface HookSecretShownProps {
  readonly hook: ReminderHookView;
  readonly take: () => string | null;
  readonly onClose: () => void;
}

/** The one sight of the secret that posts are signed with. */
export function HookSecretShown({ hook, take, onClose }: HookSecretShownProps) {
  return (
    <ShownOnce
      title={`Signing secret for ${new URL(hook.url).host}`}
      noun="signing secret"
      take={take}
      done="I have stored it"
      onClose={onClose}
    >
      <p className="mt-3">
        It is shown this once. The receiver checks with it that a reminder comes from this console
        and was not changed: libraries for Standard Webhooks take it as it is.
      </p>
    </ShownOnce>
  );
}
