'use client';

import type { FormIssue } from '@/lib/contracts/form-state';
import {
  checkNewPasswords,
  NEW_PASSWORD_FIELDS,
  NewPasswordFields,
} from '@/components/account/new-password-fields';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { SubmitButton } from '@/components/ui/submit-button';
import { SignInInstead, UsernameOfPassword } from './link-account';
import { LinkRefused } from './link-refused';
import { linkSecret } from './link-secret';
import { useLookedAt } from './use-looked-at';

/** Whose password the link sets. */
export interface RecoveryLink {
  readonly email: string;
  readonly name: string;
}

interface RecoverFormProps {
  /** Takes `link`; refuses one that does not work with the reason. */
  readonly look: FormTarget<RecoveryLink>;
  /** Takes `link` and `password`; answers where to go. */
  readonly recover: FormTarget<{ readonly redirectTo: string }>;
}

function prepare(form: FormData): readonly FormIssue[] {
  form.set('link', linkSecret());
  form.delete('username');
  return checkNewPasswords(form);
}

/** Says at once whether the link works, before a password is thought up. */
export function RecoverForm({ look, recover }: RecoverFormProps) {
  const seen = useLookedAt(look);
  if (seen === null) return <LinkRefused why={null} ways={<SignInInstead />} />;
  if (seen.status === 'refused') return <LinkRefused why={seen.message} ways={<SignInInstead />} />;
  if (seen.status === 'idle') return <SkeletonRows rows={4} label="Looking at the link" />;
  const { email, name } = seen.result;
  return (
    <ActionForm
      action={recover}
      check={prepare}
      fields={[...NEW_PASSWORD_FIELDS]}
      onDone={({ redirectTo }) => window.location.assign(redirectTo)}
    >
      <p className="mb-4">
        A new password for <span className="font-medium">{email}</span>. With it every session of
        this account ends. The second factor is off until you set it up again.
      </p>
      <UsernameOfPassword email={email} />
      <NewPasswordFields label="New password" known={() => [email, name]} autoFocus />
      <SubmitButton>Set new password</SubmitButton>
    </ActionForm>
  );
}
