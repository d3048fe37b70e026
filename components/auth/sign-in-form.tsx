'use client';

import type { FormState } from '@/lib/contracts/form-state';
import { ActionForm } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';

interface SignInFormProps {
  /** Fields `email` and `password`. Answers where to go; refusals never say which of the two was wrong. */
  readonly signIn: (form: FormData) => Promise<FormState<{ readonly redirectTo: string }>>;
}

export function SignInForm({ signIn }: SignInFormProps) {
  return (
    <ActionForm
      action={(_previous, form) => signIn(form)}
      fields={['email', 'password']}
      onDone={({ redirectTo }) => window.location.assign(redirectTo)}
    >
      <TextField
        name="email"
        label="E-mail"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
      />
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        required
      />
      <SubmitButton>Sign in</SubmitButton>
    </ActionForm>
  );
}
