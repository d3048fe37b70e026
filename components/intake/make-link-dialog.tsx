'use client';

import { useState } from 'react';
import type { IntakeLinkSummary } from '@/lib/contracts/intake';
import { INTAKE_DAYS_MAX, INTAKE_LABEL_MAX, INTAKE_NOTE_MAX } from '@/lib/domain/intake';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { handedOver, handover } from '@/components/ui/handover';
import { LinesField } from '@/components/ui/lines-field';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { AskedSecret } from './asked-secret';
import type { MakeIntakeLink } from './intake-link-maker';
import { LinkShown } from './link-shown';
import { useRefreshIntakeLinks } from './use-intake-links';

interface MakeLinkDialogProps {
  /** At least one. */
  readonly secrets: readonly AskedSecret[];
  readonly make: MakeIntakeLink;
  readonly onClose: () => void;
  /** Told once the link was made; the dialog stays to show it. */
  readonly onMade?: (() => void) | undefined;
}

const DAYS = Array.from({ length: INTAKE_DAYS_MAX }, (_, index) => {
  const days = index + 1;
  return { value: String(days), label: count(days, 'day') };
});

/** Makes a link through which somebody without an account enters these values, and shows it once. */
export function MakeLinkDialog({ secrets, make, onClose, onMade }: MakeLinkDialogProps) {
  const [made, setMade] = useState<IntakeLinkSummary | null>(null);
  const [shownOnce] = useState(handover);
  const refresh = useRefreshIntakeLinks();
  const makeWithoutText: FormTarget<IntakeLinkSummary> = handedOver(
    make,
    shownOnce,
    ({ link, ...summary }) => [link, summary],
  );
  if (made) return <LinkShown link={made} take={shownOnce.take} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Ask somebody else for values"
    >
      <ActionForm
        action={makeWithoutText}
        fields={['label', 'note', 'expiresInDays']}
        check={(form) =>
          String(form.get('label')).trim() === ''
            ? [{ pointer: '/label', message: 'Say for whom the link is.' }]
            : []
        }
        onDone={(summary) => {
          setMade(summary);
          refresh();
          onMade?.();
        }}
      >
        <AskedList secrets={secrets} />
        <input type="hidden" name="secrets" value={secrets.map(({ id }) => id).join('\n')} />
        <TextField
          name="label"
          label="For whom"
          hint="A name that you will know again. Whoever opens the link sees it."
          maxLength={INTAKE_LABEL_MAX}
          autoComplete="off"
        />
        <LinesField
          name="note"
          label="What to tell them"
          hint="Shown with the request. It is no place for a value."
          maxLength={INTAKE_NOTE_MAX}
          optional
        />
        <SelectField
          name="expiresInDays"
          label="Works for"
          choices={DAYS}
          defaultValue={String(INTAKE_DAYS_MAX)}
        />
        <p>
          Whoever has the link can enter each value once, without an account, and can read none.
          What is entered counts as yours: the link stops working when you may not write there any
          more.
        </p>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Make intake link</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}

function AskedList({ secrets }: { readonly secrets: readonly AskedSecret[] }) {
  return (
    <div className="mb-4">
      <p className="mb-1 font-medium">The link asks for {count(secrets.length, 'value')}</p>
      <ul
        // Scrolls, so it can be reached by keys.
        tabIndex={0}
        aria-label="Values that the link asks for"
        className="max-h-32 overflow-y-auto rounded-md bg-panel px-3 py-2 font-mono text-12"
      >
        {secrets.map(({ id, key, path }) => (
          <li key={id} className="wrap-anywhere">
            {key} <span className="text-ink-muted">{path}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
