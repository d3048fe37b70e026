'use client';

import { useState } from 'react';
import type { FormIssue } from '@/lib/contracts/form-state';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { MadeToken } from '@/lib/contracts/token';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { LIFETIMES } from '@/lib/contracts/token-form';
import { isNamePattern } from '@/lib/domain/name-pattern';
import { choiceOf, labelOf } from '@/components/scopes/scope-choice';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SelectField } from '@/components/ui/select-field';
import { Sheet } from '@/components/ui/sheet';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { PermissionBoxes } from './permission-boxes';
import { permissionsAt } from '@/components/scopes/permissions-at';

interface CreateTokenSheetProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  /** The scope of the address, chosen at first. */
  readonly scope: ScopeSummary;
  readonly action: FormTarget<MadeToken>;
  readonly onClose: () => void;
  readonly onMade: (token: MadeToken) => void;
}

const LIFETIME_CHOICES: readonly { value: (typeof LIFETIMES)[number]; label: string }[] = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'none', label: 'Never, until it is revoked' },
];

/** Makes one field of the boxes, which a form would send once each. */
function prepare(form: FormData): readonly FormIssue[] {
  const permissions = form.getAll('permission').map(String);
  form.delete('permission');
  form.set('permissions', permissions.join(' '));
  const patterns = String(form.get('namePatterns') ?? '')
    .split(/[\s,]+/)
    .filter(Boolean);
  const issues: FormIssue[] = [];
  if (String(form.get('name') ?? '').trim() === '') {
    issues.push({ pointer: '/name', message: 'Name what will use it, such as deploy pipeline.' });
  }
  if (!patterns.every(isNamePattern)) {
    const message = 'Use names of letters, digits and underscores, with * for any run of them.';
    issues.push({ pointer: '/namePatterns', message });
  }
  if (permissions.length === 0) {
    issues.push({ pointer: '/permissions', message: 'Choose at least one.' });
  }
  return issues;
}

export function CreateTokenSheet(props: CreateTokenSheetProps) {
  const { scopes, grants, action, onClose, onMade } = props;
  const [chosen, setChosen] = useState(props.scope);
  const choices = scopes.filter((scope) =>
    permissionsAt(scopes, grants, scope).includes('tokens:manage'),
  );
  const scope = choices.find((one) => one.id === chosen.id) ?? choices[0] ?? chosen;
  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : onClose())} title="Make token">
      <ActionForm
        action={action}
        check={prepare}
        fields={['name', 'scope', 'permissions', 'namePatterns', 'expiresAt']}
        onDone={onMade}
      >
        <TextField
          name="name"
          label="Name"
          autoComplete="off"
          hint="What will use it, so that you know what stops when it is revoked."
        />
        <SelectField
          name="scope"
          label="Scope"
          defaultValue={choiceOf(scope)}
          choices={choices.map((one) => ({ value: choiceOf(one), label: labelOf(one) }))}
          onChange={(event) => {
            const next = choices.find((one) => choiceOf(one) === event.currentTarget.value);
            if (next) setChosen(next);
          }}
          hint="The token reaches this scope and everything below it."
        />
        <PermissionBoxes key={scope.id} held={permissionsAt(scopes, grants, scope)} />
        <TextField
          name="namePatterns"
          label="Only these names"
          optional
          mono
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="STRIPE_* DATABASE_URL"
          hint="Left empty: all names. With *, any run of characters."
        />
        <SelectField name="expiresAt" label="Ends" defaultValue="90" choices={LIFETIME_CHOICES} />
        <p>The token is shown once, when it is made. Have the place where it goes at hand.</p>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Make token</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Sheet>
  );
}
