'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { readFields } from '@/lib/actions/form-fields';
import { formAction } from '@/lib/actions/form-action';
import { sessionCookie } from '@/lib/auth/session-cookie';
import { currentContext } from '@/lib/auth/current-actor';
import { createScopeInput, deleteScopeForm, renameScopeForm } from '@/lib/contracts/scope';
import { anyKind } from '@/lib/services/access/authorize';
import { createScope } from '@/lib/services/scopes/create-scope';
import { deleteScope } from '@/lib/services/scopes/delete-scope';
import { renameScope } from '@/lib/services/scopes/rename-scope';
import { endSession } from '@/lib/services/sessions/end-session';

export const createScopeAction = formAction(async (ctx, form) =>
  createScope(ctx, readFields(form, createScopeInput)),
);

export const renameScopeAction = formAction(async (ctx, form) => {
  const { scope, ...input } = readFields(form, renameScopeForm);
  return renameScope(ctx, anyKind(scope), input);
});

/** Answers with what went with it. */
export const deleteScopeAction = formAction(async (ctx, form) => {
  const { scope, confirm } = readFields(form, deleteScopeForm);
  return deleteScope(ctx, anyKind(scope), confirm);
});

/** Ends the session in the database first, so the cookie is worthless even if it stays. */
export async function signOutAction(): Promise<void> {
  const ctx = await currentContext();
  if (ctx) {
    await endSession(ctx.installation, ctx.actor);
    (await cookies()).delete(sessionCookie(ctx.installation.env).name);
  }
  redirect('/sign-in');
}
