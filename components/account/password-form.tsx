'use client';

import { PASSWORD_LENGTH_MIN } from '@/lib/domain/password-length';
import type { FormIssue } from '@/lib/contracts/form-state';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';

interface PasswordFormProps {
  readonly email: string;
  /** Takes `currentPassword` and `password`. */
  readonly action: FormTarget<unknown>;
  readonly onChanged: () => void;
}

/** Compares the two new passwords and takes the repetition and the e-mail out. */
function prepare(form: FormData): readonly FormIssue[] {
  const password = String(form.get('password') ?? '');
  if (String(form.get('currentPassword') ?? '') === '') {
    return [{ pointer: '/currentPassword', message: 'Give your current password.' }];
  }
  if (password.length < PASSWORD_LENGTH_MIN) {
    return [{ pointer: '/password', message: `Use at least ${PASSWORD_LENGTH_MIN} characters.` }];
  }
  if (password !== form.get('passwordAgain')) {
    return [{ pointer: '/passwordAgain', message: 'The two passwords differ.' }];
  }
  form.delete('passwordAgain');
  form.delete('username');
  return [];
}

export function PasswordForm({ email, action, onChanged }: PasswordFormProps) {
  return (
    <ActionForm
      action={action}
      check={prepare}
      fields={['currentPassword', 'password', 'passwordAgain']}
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
      <TextField
        name="password"
        label="New password"
        type="password"
        autoComplete="new-password"
        hint={`At least ${PASSWORD_LENGTH_MIN} characters. Length counts, not signs: several words do well.`}
      />
      <TextField
        name="passwordAgain"
        label="New password again"
        type="password"
        autoComplete="new-password"
      />
      <p className="mb-3">Your other sessions end at once; this one goes on.</p>
      <SubmitButton>Change password</SubmitButton>
    </ActionForm>
  );
}
