'use client';

import { SignInForm } from '@/components/auth/sign-in-form';
import { signInWithPassword } from '../sign-in-with-password';

export function SignIn() {
  return <SignInForm signIn={signInWithPassword} />;
}
