'use client';

import { useSyncExternalStore } from 'react';
import type { FormIssue } from '@/lib/contracts/form-state';
import { PASSWORD_LENGTH_MIN } from '@/lib/domain/password-length';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';

interface SetupFormProps {
  /** Takes `link`, `organization`, `name`, `email` and `password`; answers where to go. */
  readonly setUp: FormTarget<{ readonly redirectTo: string }>;
}

/** The secret of the link stands after `#`, which browsers send to no server and log nowhere. */
function linkSecret(): string {
  return window.location.hash.slice(1);
}

function onHashChange(notify: () => void): () => void {
  window.addEventListener('hashchange', notify);
  return () => window.removeEventListener('hashchange', notify);
}

/** Compares the two passwords, puts the link's secret in and takes the repetition out. */
function prepare(form: FormData): readonly FormIssue[] {
  const password = form.get('password');
  const length = typeof password === 'string' ? password.length : 0;
  if (length < PASSWORD_LENGTH_MIN) {
    return [{ pointer: '/password', message: `Use at least ${PASSWORD_LENGTH_MIN} characters.` }];
  }
  if (password !== form.get('passwordAgain')) {
    return [{ pointer: '/passwordAgain', message: 'The two passwords differ.' }];
  }
  form.delete('passwordAgain');
  form.set('link', linkSecret());
  return [];
}

export function SetupForm({ setUp }: SetupFormProps) {
  const hasLink = useSyncExternalStore(
    onHashChange,
    () => linkSecret() !== '',
    () => true,
  );
  if (!hasLink) {
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
      fields={['organization', 'name', 'email', 'password', 'passwordAgain']}
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
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        hint={`At least ${PASSWORD_LENGTH_MIN} characters. Length counts, not signs: several words do well.`}
      />
      <TextField
        name="passwordAgain"
        label="Password again"
        type="password"
        autoComplete="new-password"
      />
      <SubmitButton>Set up Keystow</SubmitButton>
    </ActionForm>
  );
}
