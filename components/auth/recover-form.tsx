'use client';

import Link from 'next/link';
import { useEffect, useState, type ReactNode } from 'react';
import type { FormIssue, FormState } from '@/lib/contracts/form-state';
import {
  checkNewPasswords,
  NEW_PASSWORD_FIELDS,
  NewPasswordFields,
} from '@/components/account/new-password-fields';
import { buttonClass } from '@/components/ui/button';
import { ActionForm, ask, type FormTarget } from '@/components/ui/form';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { linkSecret, useHasLinkSecret } from './link-secret';

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
  const hasSecret = useHasLinkSecret();
  const [seen, setSeen] = useState<FormState<RecoveryLink>>({ status: 'idle' });
  useEffect(() => {
    if (!hasSecret) return;
    let gone = false;
    const form = new FormData();
    form.set('link', linkSecret());
    void ask(look, form).then((answer) => (gone ? undefined : setSeen(answer)));
    return () => {
      gone = true;
    };
  }, [hasSecret, look]);

  if (!hasSecret) {
    return (
      <LinkRefused>
        This address is missing the secret of the link. Open it whole, with everything after the #.
      </LinkRefused>
    );
  }
  if (seen.status === 'refused') return <LinkRefused>{seen.message}</LinkRefused>;
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
      {/* Tells password managers whose password it is. */}
      <input
        type="text"
        name="username"
        autoComplete="username"
        defaultValue={email}
        hidden
        readOnly
      />
      <NewPasswordFields label="New password" known={() => [email, name]} autoFocus />
      <SubmitButton>Set new password</SubmitButton>
    </ActionForm>
  );
}

function LinkRefused({ children }: { readonly children: ReactNode }) {
  return (
    <div role="alert">
      <Status tone="danger">The link does not work.</Status>
      <p className="mt-2 mb-4">{children}</p>
      <Link href="/sign-in" className={buttonClass()}>
        Sign in
      </Link>
    </div>
  );
}
