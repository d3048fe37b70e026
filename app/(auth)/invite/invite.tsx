'use client';

import { InviteForm } from '@/components/auth/invite-form';
import { signInAfter } from '../sign-in-after';
import { acceptInvitationAction, lookAtInvitationAction } from './actions';

/** Makes the account, then signs the person in with what he has just typed. */
const accept = signInAfter(acceptInvitationAction);

export function Invite() {
  return <InviteForm look={lookAtInvitationAction} accept={accept} />;
}
