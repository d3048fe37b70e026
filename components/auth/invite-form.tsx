'use client';

import type { FormIssue } from '@/lib/contracts/form-state';
import type { OpenedInvitation } from '@/lib/contracts/invitation';
import {
  checkNewPasswords,
  NEW_PASSWORD_FIELDS,
  NewPasswordFields,
} from '@/components/account/new-password-fields';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { SignInInstead, UsernameOfPassword } from './link-account';
import { LinkRefused } from './link-refused';
import { linkSecret } from './link-secret';
import { useLookedAt } from './use-looked-at';

interface InviteFormProps {
  /** Takes `link`; refuses one that does not work with the reason. */
  readonly look: FormTarget<OpenedInvitation>;
  /** Takes `link`, `name` and `password`; answers where to go. */
  readonly accept: FormTarget<{ readonly redirectTo: string }>;
}

function prepare(form: FormData): readonly FormIssue[] {
  form.set('link', linkSecret());
  form.delete('username');
  const named = String(form.get('name') ?? '').trim() !== '';
  const unnamed = { pointer: '/name', message: 'Enter the name that others shall see.' };
  return [...(named ? [] : [unnamed]), ...checkNewPasswords(form)];
}

/** Says at once what the link invites to, before a name and a password are thought up. */
export function InviteForm({ look, accept }: InviteFormProps) {
  const seen = useLookedAt(look);
  if (seen === null) return <LinkRefused why={null} ways={<SignInInstead />} />;
  if (seen.status === 'refused') return <LinkRefused why={seen.message} ways={<SignInInstead />} />;
  if (seen.status === 'idle') return <SkeletonRows rows={4} label="Looking at the link" />;
  const { email } = seen.result;
  return (
    <ActionForm
      action={accept}
      check={prepare}
      fields={['name', ...NEW_PASSWORD_FIELDS]}
      onDone={({ redirectTo }) => window.location.assign(redirectTo)}
    >
      <Invitation invitation={seen.result} />
      <TextField name="name" label="Your name" autoComplete="name" autoFocus />
      <UsernameOfPassword email={email} />
      <NewPasswordFields
        label="Password"
        known={(form) => [email, String(new FormData(form).get('name') ?? '')]}
      />
      <SubmitButton>Accept invitation</SubmitButton>
    </ActionForm>
  );
}

function Invitation({ invitation }: { readonly invitation: OpenedInvitation }) {
  const { email, organization, invitedBy, grants } = invitation;
  return (
    <div className="mb-4">
      <p>
        {invitedBy} invites you to <span className="font-medium">{organization}</span>. You will
        sign in as <span className="font-medium wrap-anywhere">{email}</span>, and have:
      </p>
      <ul className="mt-1 list-disc pl-4">
        {grants.map(({ role, scope }) => (
          <li key={`${role} ${scope.id}`}>
            {role} on{' '}
            {scope.kind === 'organization' ? (
              'the whole organization'
            ) : (
              <span className="font-mono text-12">{scope.path}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
