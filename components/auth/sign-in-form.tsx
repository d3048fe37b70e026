'use client';

import { useState } from 'react';
import type { FormState } from '@/lib/contracts/form-state';
import { Button } from '@/components/ui/button';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { SecondStep, type WantedCode } from './second-step';

interface SignInFormProps {
  /**
   * Fields `email`, `password` and `otp`. Answers where to go; refusals never say which of the first
   * two was wrong, and ask for a code only when both were right.
   */
  readonly signIn: (form: FormData) => Promise<FormState<{ readonly redirectTo: string }>>;
}

const WANTED: Readonly<Record<string, WantedCode>> = {
  second_factor_needed: 'any',
  recovery_code_needed: 'recovery',
};

/**
 * E-mail and password, then the code of a second factor where there is one. The password stays in its
 * hidden field meanwhile, in the page alone, and goes out with the code.
 */
export function SignInForm({ signIn }: SignInFormProps) {
  const [wanted, setWanted] = useState<WantedCode | null>(null);

  const send: FormTarget<{ readonly redirectTo: string }> = async (_previous, form) => {
    const answer = await signIn(form);
    if (answer.status !== 'refused') return answer;
    const next = WANTED[answer.code];
    if (next) {
      setWanted(next);
      // The first time it is no refusal but the next question.
      if (next !== wanted) return { status: 'idle' };
    }
    if (answer.code === 'unauthenticated') setWanted(null);
    return answer;
  };

  return (
    <ActionForm
      action={send}
      fields={['email', 'password', 'otp']}
      onDone={({ redirectTo }) => window.location.assign(redirectTo)}
    >
      <div hidden={wanted !== null}>
        <TextField
          name="email"
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
        />
        <TextField
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
        />
      </div>
      {wanted ? <SecondStep wanted={wanted} /> : null}
      <div className="flex flex-wrap gap-2">
        <SubmitButton>Sign in</SubmitButton>
        {wanted ? <Button onClick={() => setWanted(null)}>Back</Button> : null}
      </div>
    </ActionForm>
  );
}
