'use client';

import type { FormIssue } from '@/lib/contracts/form-state';
import {
  checkNewPasswords,
  NEW_PASSWORD_FIELDS,
  NewPasswordFields,
  textOf,
} from '@/components/account/new-password-fields';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { linkSecret, useHasLinkSecret } from './link-secret';

interface SetupFormProps {
  /** Takes `link`, `organization`, `name`, `email` and `password`; answers where to go. */
  readonly setUp: FormTarget<{ readonly redirectTo: string }>;
}

/** Compares the two passwords, puts the link's secret in and takes the repetition out. */
function prepare(form: FormData): readonly FormIssue[] {
  form.set('link', linkSecret());
  return checkNewPasswords(form);
}

export function SetupForm({ setUp }: SetupFormProps) {
  if (!useHasLinkSecret()) {
    return (
      <>
        <Status tone="danger">This address is missing the secret of the set-up link.</Status>
        <p className="mt-2">
          The link is printed on the terminal where Keystow was started; it works once, within the
          hour. Open it whole, with everything after the #. If it is lost or too old, restart
          Keystow: as long as there is no administrator, each start prints a new one.
        </p>
      </>
    );
  }
  return (
    <ActionForm
      action={setUp}
      check={prepare}
      fields={['organization', 'name', 'email', ...NEW_PASSWORD_FIELDS]}
      onDone={({ redirectTo }) => window.location.assign(redirectTo)}
    >
      <p className="mb-4 text-ink-muted">
        You hold the one-time link from the terminal, which proves that you run this console. It
        makes you the owner of a new organization and stops working after that.
      </p>
      <TextField
        name="organization"
        label="Name of the organization"
        autoComplete="organization"
        autoFocus
      />
      <TextField name="name" label="Your name" autoComplete="name" />
      <TextField
        name="email"
        label="E-mail"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <NewPasswordFields
        label="Password"
        known={(form) => ['email', 'name', 'organization'].map((name) => textOf(form, name))}
      />
      <SubmitButton>Set up Keystow</SubmitButton>
    </ActionForm>
  );
}
