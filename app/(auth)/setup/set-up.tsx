'use client';

import { SetupForm } from '@/components/auth/setup-form';
import type { FormAction } from '@/lib/contracts/form-state';
import { signInWithPassword } from '../sign-in-with-password';
import { completeSetupAction } from './actions';

/** Makes the administrator, then signs him in with what he has just typed. */
const setUp: FormAction<{ readonly redirectTo: string }> = async (_previous, form) => {
  const made = await completeSetupAction({ status: 'idle' }, form);
  if (made.status !== 'done') return made.status === 'refused' ? made : { status: 'idle' };
  const signedIn = await signInWithPassword(form);
  return signedIn.status === 'done'
    ? signedIn
    : { status: 'done', result: { redirectTo: '/sign-in' } };
};

export function SetUp() {
  return <SetupForm setUp={setUp} />;
}
