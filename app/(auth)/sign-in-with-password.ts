// The browser's side of next-auth sign-in, as a form action.

import { signIn } from 'next-auth/react';
import type { FormIssue, FormState } from '@/lib/contracts/form-state';

type SignedIn = FormState<{ readonly redirectTo: string }>;

/**
 * Reads `email`, `password` and `otp` from the form. A refusal never tells which of the first two was
 * wrong; the codes `second_factor_needed` and `recovery_code_needed` come after a right password only.
 */
export async function signInWithPassword(
  form: FormData,
  destination = '/vault',
): Promise<SignedIn> {
  const answer = await signIn('credentials', {
    email: String(form.get('email')),
    password: String(form.get('password')),
    otp: String(form.get('otp') ?? ''),
    redirect: false,
    // Left out, it would be the whole address, with what stands after # in a one-time link.
    callbackUrl: destination,
  });
  if (answer?.ok) return { status: 'done', result: { redirectTo: destination } };
  return refused(answer?.error ?? '', answer?.status ?? 0);
}

/** `error` is our own code where there is one (`lib/auth/handle-auth.ts`). */
function refused(error: string, status: number): SignedIn {
  switch (error) {
    case 'second_factor_needed':
      return refusalOfCode(error, 'Enter a code.');
    case 'recovery_code_needed':
      return refusalOfCode(error, 'Enter a recovery code: no other can be checked now.');
    case 'second_factor_wrong':
      return refusalOfCode(error, 'The code is wrong, or was used before. Each one works once.');
    case 'throttled':
      return refusal(error, 'Too many attempts to sign in. Wait a few minutes, then try again.');
    default:
      return status >= 500
        ? refusal('unavailable', 'The console could not check this. Try again in a moment.')
        : refusal('unauthenticated', 'E-mail or password is wrong.');
  }
}

function refusalOfCode(code: string, message: string): SignedIn {
  return refusal(code, message, [{ pointer: '/otp', message }]);
}

function refusal(code: string, message: string, issues: readonly FormIssue[] = []): SignedIn {
  return { status: 'refused', code, message, issues };
}
