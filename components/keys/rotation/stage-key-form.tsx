'use client';

import { useState } from 'react';
import { fingerprintOfKey } from '@/lib/client/key-fingerprint';
import type { FormIssue } from '@/lib/contracts/form-state';
import type { KeyOperationView } from '@/lib/contracts/keys';
import { useFieldIssue, ActionForm, type FormTarget } from '@/components/ui/form';
import { Kept } from '@/components/ui/kept';
import { RadioRow } from '@/components/ui/radio-row';
import { SecretField } from '@/components/ui/secret-field';
import { StatusShape } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { NewKeyField } from './new-key-field';
import { useOperationDone } from '../use-keys';

const ORIGINS = [
  { value: 'made', label: 'Make one here' },
  { value: 'brought', label: 'Bring my own' },
] as const;

type Origin = (typeof ORIGINS)[number]['value'];

/** Only the key is sent; that it was stored elsewhere is between the page and whoever ticks it. */
function prepare(form: FormData): readonly FormIssue[] {
  const stored = form.get('stored') !== null;
  form.delete('stored');
  form.delete('origin');
  if (String(form.get('key') ?? '') === '') {
    return [{ pointer: '/key', message: 'Generate a key, or bring one.' }];
  }
  if (stored) return [];
  return [{ pointer: '/stored', message: 'Store the key first: it is not shown again.' }];
}

/** Takes the new master key, once, and stages it. */
export function StageKeyForm({ action }: { readonly action: FormTarget<KeyOperationView> }) {
  const [origin, setOrigin] = useState<Origin>('made');
  const done = useOperationDone();
  return (
    <ActionForm action={action} check={prepare} fields={['key', 'stored']} onDone={done}>
      <RadioRow
        name="origin"
        label="Where the new key comes from"
        choices={ORIGINS}
        value={origin}
        onChange={setOrigin}
      />
      <Kept shown={origin === 'made'}>
        <NewKeyField name="key" label="New master key" fingerprintOf={fingerprintOfKey} />
      </Kept>
      <Kept shown={origin === 'brought'}>
        <SecretField
          name="key"
          label="New master key"
          offerLines={false}
          hint="64 hex digits, or at least 32 characters that nobody can guess."
        />
      </Kept>
      <StoredBox />
      <SubmitButton>Stage new key</SubmitButton>
    </ActionForm>
  );
}

function StoredBox() {
  const issue = useFieldIssue('stored');
  return (
    <div className="mb-4">
      <label className="flex items-start gap-2 pointer-coarse:min-h-11 pointer-coarse:items-center">
        <input
          type="checkbox"
          name="stored"
          aria-invalid={issue ? true : undefined}
          aria-describedby={issue ? 'stored-issue' : undefined}
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
        I have stored this key off this machine
      </label>
      {issue ? (
        <p id="stored-issue" className="mt-1 flex gap-1.5 text-danger">
          <StatusShape tone="danger" />
          {issue}
        </p>
      ) : null}
    </div>
  );
}
