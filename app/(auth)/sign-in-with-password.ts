// The browser's side of next-auth sign-in, as a form action.

import { signIn } from 'next-auth/react';
import type { FormState } from '@/lib/contracts/form-state';

type SignedIn = FormState<{ readonly redirectTo: string }>;

/** Reads `email` and `password` from the form; a refusal never tells which of them was wrong. */
export async function signInWithPassword(form: FormData): Promise<SignedIn> {
  const answer = await signIn('credentials', {
    email: String(form.get('email')),
    password: String(form.get('password')),
    redirect: false,
  });
  if (answer?.ok) return { status: 'done', result: { redirectTo: '/vault' } };
  if (answer?.status === 429) {
    return {
      status: 'refused',
      code: 'throttled',
      message: 'Too many attempts to sign in. Wait a few minutes, then try again.',
      issues: [],
    };
  }
  return {
    status: 'refused',
    code: 'unauthenticated',
    message: 'E-mail or password is wrong.',
    issues: [],
  };
}
