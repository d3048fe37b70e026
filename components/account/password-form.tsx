'use client';

import type { FormIssue } from '@/lib/contracts/form-state';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { checkNewPasswords, NEW_PASSWORD_FIELDS, NewPasswordFields } from './new-password-fields';

interface PasswordFormProps {
  readonly email: string;
  readonly name: string;
  /** Takes `currentPassword` and `password`. */
  readonly action: FormTarget<unknown>;
  readonly onChanged: () => void;
}

/** Compares the two new passwords and takes the repetition and the e-mail out. */
function prepare(form: FormData): readonly FormIssue[] {
  if (String(form.get('currentPassword') ?? '') === '') {
    return [{ pointer: '/currentPassword', message: 'Give your current password.' }];
  }
  form.delete('username');
  return checkNewPasswords(form);
}

export function PasswordForm({ email, name, action, onChanged }: PasswordFormProps) {
  return (
    <ActionForm
      action={action}
      check={prepare}
      fields={['currentPassword', ...NEW_PASSWORD_FIELDS]}
      onDone={onChanged}
    >
      {/* Tells password managers whose password it is. */}
      <input
        type="text"
        name="username"
        autoComplete="username"
        defaultValue={email}
        hidden
        readOnly
      />
      <TextField
        name="currentPassword"
        label="Current password"
        type="password"
        autoComplete="current-password"
      />
      <NewPasswordFields label="New password" known={() => [email, name]} />
      <p className="mb-3">Your other sessions end at once; this one goes on.</p>
      <SubmitButton>Change password</SubmitButton>
    </ActionForm>
  );
}
