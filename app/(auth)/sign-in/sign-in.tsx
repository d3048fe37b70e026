'use client';

import { SignInForm } from '@/components/auth/sign-in-form';
import { signInWithPassword } from '../sign-in-with-password';

/** `destination` is a path of this console, checked by the page. */
export function SignIn({ destination }: { readonly destination: string }) {
  return <SignInForm signIn={(form) => signInWithPassword(form, destination)} />;
}
