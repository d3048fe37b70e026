'use client';

import { RecoverForm } from '@/components/auth/recover-form';
import { signInAfter } from '../sign-in-after';
import { completeRecoveryAction, lookAtRecoveryLinkAction } from './actions';

/** Sets the password, then signs the owner in with what he has just typed. */
const recover = signInAfter(completeRecoveryAction);

export function Recover() {
  return <RecoverForm look={lookAtRecoveryLinkAction} recover={recover} />;
}
