'use client';

import { RecoverForm } from '@/components/auth/recover-form';
import type { FormAction } from '@/lib/contracts/form-state';
import { signInWithPassword } from '../sign-in-with-password';
import { completeRecoveryAction, lookAtRecoveryLinkAction } from './actions';

/** Sets the password, then signs the owner in with what he has just typed. */
const recover: FormAction<{ readonly redirectTo: string }> = async (_previous, form) => {
  const made = await completeRecoveryAction({ status: 'idle' }, form);
  if (made.status !== 'done') return made.status === 'refused' ? made : { status: 'idle' };
  form.set('email', made.result.email);
  const signedIn = await signInWithPassword(form);
  return signedIn.status === 'done'
    ? signedIn
    : { status: 'done', result: { redirectTo: '/sign-in' } };
};

export function Recover() {
  return <RecoverForm look={lookAtRecoveryLinkAction} recover={recover} />;
}
