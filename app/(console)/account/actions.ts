'use server';

import { cookies } from 'next/headers';
import { formAction } from '@/lib/actions/form-action';
import { readFields, readSecretField } from '@/lib/actions/form-fields';
import { renewSessionCookie } from '@/lib/auth/renew-session-cookie';
import { sessionCookie } from '@/lib/auth/session-cookie';
import { changePasswordForm, endSessionForm } from '@/lib/contracts/account';
import { changePassword } from '@/lib/services/account/change-password';
import { endAllSessions, endOwnSession } from '@/lib/services/sessions/end-sessions';

/** Ends every other session; this one goes on with a new cookie. */
export const changePasswordAction = formAction(async (ctx, form) => {
  readFields(form, changePasswordForm, ['currentPassword', 'password']);
  const current = readSecretField(form, 'currentPassword');
  const { epoch } = await changePassword(ctx, current, readSecretField(form, 'password'));
  await renewSessionCookie(ctx.installation, epoch);
  return {};
});

export const endSessionAction = formAction(async (ctx, form) => {
  const { id } = readFields(form, endSessionForm);
  await endOwnSession(ctx, id);
  return { id };
});

export const signOutEverywhereAction = formAction(async (ctx) => {
  await endAllSessions(ctx);
  (await cookies()).delete(sessionCookie(ctx.installation.env).name);
  return { redirectTo: '/sign-in' };
});
