'use client';

import { useState } from 'react';
import type { Connector } from '@/lib/contracts/connector';
import type { FormIssue } from '@/lib/contracts/form-state';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { choiceOf } from '@/components/scopes/scope-choice';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { LinesField } from '@/components/ui/lines-field';
import { SelectField } from '@/components/ui/select-field';
import { Sheet } from '@/components/ui/sheet';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import type { ConnectorActions } from './connector-actions';
import { KIND_NAMES, KINDS } from './connector-kinds';
import type { Kind } from './connector-kinds';
import { ConnectorSettings } from './connector-settings';

interface ConnectorFormSheetProps {
  readonly scope: ScopeSummary;
  /** Left out: a new one. */
  readonly changed?: Connector | undefined;
  readonly actions: ConnectorActions;
  readonly onClose: () => void;
  readonly onDone: (slug: string) => void;
}

const REQUIRED = [
  ['slug', 'Give it a slug, such as vault-prod.'],
  ['name', 'Give it a name that people will know.'],
] as const;

function check(form: FormData): readonly FormIssue[] {
  return REQUIRED.flatMap(([field, message]) =>
    form.has(field) && String(form.get(field)).trim() === ''
      ? [{ pointer: `/${field}`, message }]
      : [],
  );
}

function fieldsOf(kind: Kind): string[] {
  const { choice, settings, credentials } = KINDS[kind];
  const named = [choice, ...settings].map(({ name }) => `setting.${name}`);
  const secret = Object.keys(credentials).map((name) => `credential.${name}`);
  return ['slug', 'name', 'allowed', ...named, ...secret];
}

/** Adds a connector, or makes the next version of one. */
export function ConnectorFormSheet(props: ConnectorFormSheetProps) {
  const { scope, changed, actions, onClose } = props;
  const toast = useToast();
  const [kind, setKind] = useState<Kind>(changed?.kind ?? 'vault');
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={changed ? `Change ${changed.name}` : 'Add connector'}
    >
      <ActionForm
        action={changed ? actions.change : actions.create}
        check={check}
        fields={fieldsOf(kind)}
        onDone={({ slug, approved }) => {
          const done = `Connector ${slug} ${changed ? 'changed' : 'added'}`;
          toast({ title: approved ? done : `${done}, it waits for approval` });
          props.onDone(slug);
        }}
      >
        {changed ? (
          <>
            <input type="hidden" name="id" value={changed.id} />
            <input type="hidden" name="ifVersion" value={changed.version} />
          </>
        ) : (
          <NewFields scope={scope} kind={kind} onKind={setKind} />
        )}
        <TextField name="name" label="Name" autoComplete="off" defaultValue={changed?.name} />
        <ConnectorSettings key={kind} kind={kind} changed={changed} />
        <LinesField
          name="allowed"
          label="Allowed references"
          optional
          mono
          rows={2}
          spellCheck={false}
          defaultValue={changed?.allowed.join('\n')}
          hint="Such as billing/*, one a line. Left empty: its own mount, project, or region and account alone."
        />
        {kind === 'env' ? null : (
          <label className="mb-4 flex items-start gap-2">
            <input
              type="checkbox"
              name="writable"
              defaultChecked={changed?.writable}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            The console may write values there
          </label>
        )}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>{changed ? 'Save connector' : 'Add connector'}</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Sheet>
  );
}

interface NewFieldsProps {
  readonly scope: ScopeSummary;
  readonly kind: Kind;
  readonly onKind: (kind: Kind) => void;
}

function NewFields({ scope, kind, onKind }: NewFieldsProps) {
  return (
    <>
      <input type="hidden" name="scope" value={choiceOf(scope)} />
      <SelectField
        name="kind"
        label="Kind"
        defaultValue={kind}
        choices={KIND_NAMES.map((value) => ({ value, label: KINDS[value].label }))}
        onChoose={onKind}
        hint={`It needs ${KINDS[kind].needs} ${KINDS[kind].operator}`}
      />
      <TextField
        name="slug"
        label="Slug"
        mono
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint="By which references name it. It is never changed."
      />
    </>
  );
}
