'use client';

import { useState } from 'react';
import type { FormIssue } from '@/lib/contracts/form-state';
import type { Integration } from '@/lib/contracts/integration';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { isObject } from '@/lib/domain/integration';
import { readJson } from '@/lib/domain/json-text';
import { jsonObjectFault } from '@/components/requests/json-object-fault';
import { choiceOf } from '@/components/scopes/scope-choice';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { LinesField } from '@/components/ui/lines-field';
import { Sheet } from '@/components/ui/sheet';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { ConfigFields } from './config-fields';
import type { IntegrationActions } from './integration-actions';
import { configFromForm, simpleFields } from './simple-fields';

const EXAMPLE = {
  type: 'object',
  properties: {
    channel: { type: 'string', description: 'Where it writes.' },
    token: { type: 'string', platformSecret: 'SLACK_TOKEN' },
  },
  required: ['channel', 'token'],
};

interface IntegrationFormSheetProps {
  readonly scope: ScopeSummary;
  /** Left out: a new one. */
  readonly changed?: Integration | undefined;
  readonly actions: IntegrationActions;
  readonly onClose: () => void;
  readonly onDone: (slug: string) => void;
}

function fieldsOf(schemaText: string) {
  const schema = readJson(schemaText);
  return isObject(schema) ? simpleFields(schema) : null;
}

function check(form: FormData): readonly FormIssue[] {
  const issues: FormIssue[] = [];
  for (const [field, message] of REQUIRED) {
    if (String(form.get(field) ?? '').trim() === '') issues.push({ pointer: `/${field}`, message });
  }
  const schemaText = String(form.get('configSchema') ?? '');
  const fault = jsonObjectFault(schemaText);
  if (fault !== null) issues.push({ pointer: '/configSchema', message: fault });
  const fields = fieldsOf(schemaText);
  if (fields) form.set('config', JSON.stringify(configFromForm(form, fields)));
  const config = jsonObjectFault(String(form.get('config') ?? ''));
  if (config !== null) issues.push({ pointer: '/config', message: config });
  return issues;
}

const REQUIRED = [
  ['slug', 'Give it a slug, such as slack. It becomes part of a variable’s name.'],
  ['name', 'Give it a name that people will know.'],
] as const;

/** Makes an integration, or the next version of one. */
export function IntegrationFormSheet(props: IntegrationFormSheetProps) {
  const { scope, changed, actions, onClose } = props;
  const toast = useToast();
  const [schema, setSchema] = useState(JSON.stringify(changed?.configSchema ?? EXAMPLE, null, 2));
  const fields = fieldsOf(schema);
  const title = changed ? `Change ${changed.name}` : 'Make integration';
  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : onClose())} title={title}>
      <ActionForm
        action={changed ? actions.change : actions.create}
        check={check}
        fields={['slug', 'name', 'description', 'configSchema', ...(fields ? [] : ['config'])]}
        onDone={({ slug }) => {
          toast({ title: `Integration ${slug} ${changed ? 'changed' : 'made'}` });
          props.onDone(slug);
        }}
      >
        <input type="hidden" name="scope" value={choiceOf(scope)} />
        {changed ? (
          <>
            <input type="hidden" name="slug" value={changed.slug} />
            <input type="hidden" name="ifVersion" value={changed.version} />
          </>
        ) : (
          <TextField
            name="slug"
            label="Slug"
            mono
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            hint="my-chat is delivered as INTEGRATION_MY_CHAT. It is never changed."
          />
        )}
        <TextField name="name" label="Name" autoComplete="off" defaultValue={changed?.name} />
        <TextField
          name="description"
          label="Description"
          optional
          autoComplete="off"
          defaultValue={changed?.description ?? ''}
        />
        <LinesField
          name="configSchema"
          label="Schema"
          mono
          rows={12}
          spellCheck={false}
          defaultValue={schema}
          onChange={(event) => setSchema(event.currentTarget.value)}
          hint="JSON Schema 2020-12. A text property with platformSecret is filled from that secret of the platform at delivery."
        />
        <ConfigFields fields={fields} config={changed?.config ?? {}} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>{changed ? 'Save integration' : 'Make integration'}</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Sheet>
  );
}
