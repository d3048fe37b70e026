'use client';

import { useState } from 'react';
import type { IssuedCallback } from '@/lib/contracts/brief-form';
import type { FormIssue } from '@/lib/contracts/form-state';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { secretNameFault, secretNameRemedy } from '@/lib/domain/secret-name';
import { jsonObjectFault } from '@/components/requests/json-object-fault';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { LinesField } from '@/components/ui/lines-field';
import { SelectField } from '@/components/ui/select-field';
import { Sheet } from '@/components/ui/sheet';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { usePaused } from '@/components/ui/use-paused';
import { PreviewTable } from './preview-table';
import { usePreview } from './use-briefs';

export type WithoutToken = Omit<IssuedCallback, 'callbackToken'>;

interface MakeBriefSheetProps {
  readonly app: ScopeSummary;
  readonly action: FormTarget<WithoutToken>;
  readonly onClose: () => void;
  readonly onMade: (brief: WithoutToken) => void;
}

const ENDS = [
  { value: '1', label: 'In an hour' },
  { value: '24', label: 'In a day' },
  { value: '168', label: 'In a week' },
  { value: '720', label: 'In 30 days' },
];

const namesIn = (text: string) => [...new Set(text.split(/[\s,]+/).filter(Boolean))];

function check(form: FormData): readonly FormIssue[] {
  const issues: FormIssue[] = [];
  if (String(form.get('title') ?? '').trim() === '') {
    issues.push({ pointer: '/title', message: 'Say in a few words what is to be done.' });
  }
  const names = namesIn(String(form.get('secretRefs') ?? ''));
  form.set('secretRefs', names.join(' '));
  const wrong = names.find((one) => secretNameFault(one) !== null);
  if (wrong !== undefined) {
    const remedy = secretNameRemedy(secretNameFault(wrong)!);
    issues.push({ pointer: '/secretRefs', message: `${wrong}: ${remedy}` });
  }
  const fault = jsonObjectFault(String(form.get('task') ?? ''));
  if (fault !== null) issues.push({ pointer: '/task', message: fault });
  return issues;
}

/** A task and the names it needs, with what each of them is for the app as they are typed. */
export function MakeBriefSheet({ app, action, onClose, onMade }: MakeBriefSheetProps) {
  const [names, setNames] = useState('');
  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : onClose())} title="Make brief">
      <p className="mb-4 text-ink-muted">
        One run of <span className="font-mono text-12">{app.path}</span> gets the task and exactly
        these secrets. A brief holds names, never values.
      </p>
      <ActionForm
        action={action}
        check={check}
        fields={['title', 'secretRefs', 'task', 'expiresAt']}
        onDone={onMade}
      >
        <input type="hidden" name="app" value={app.id} />
        <TextField name="title" label="Title" autoComplete="off" />
        <LinesField
          name="secretRefs"
          label="Secrets"
          mono
          optional
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="STRIPE_KEY&#10;INTEGRATION_CHAT"
          hint="Exact names, divided by blanks, commas or lines. Integrations by their variable."
          onChange={(event) => setNames(event.currentTarget.value)}
        />
        <Preview app={app} text={names} />
        <LinesField
          name="task"
          label="Task"
          mono
          rows={6}
          spellCheck={false}
          defaultValue="{}"
          hint="A JSON object, as the program understands it. Anybody who may see the brief can read it: no values here."
        />
        <SelectField name="expiresAt" label="Ends" defaultValue="24" choices={ENDS} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Make brief</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Sheet>
  );
}

function Preview({ app, text }: { readonly app: ScopeSummary; readonly text: string }) {
  const names = namesIn(usePaused(text));
  const read = usePreview(app.id, names);
  if (names.length === 0) return null;
  return (
    <section aria-label="Preview" className="mb-4">
      {read.data ? <PreviewTable preview={read.data} /> : null}
      {read.isError ? <p className="text-12 text-ink-muted">{read.error.message}</p> : null}
    </section>
  );
}
