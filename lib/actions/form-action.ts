// The one client of server actions: who asks, from where, and every refusal as data for the form.

import 'server-only';
import { headers } from 'next/headers';
import { checkOrigin } from '@/lib/auth/check-origin';
import { currentContext } from '@/lib/auth/current-actor';
import type { PageContext } from '@/lib/auth/current-actor';
import { reissueSessionCookie } from '@/lib/auth/renew-session-cookie';
import type { FormAction, FormState } from '@/lib/contracts/form-state';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { currentInstallation } from '@/lib/services/installation';
import { log } from '@/lib/services/log';

/** An action for signed-in people. What `run` returns is shown, so it never returns its input. */
export function formAction<T>(
  run: (ctx: PageContext, form: FormData) => Promise<T>,
): FormAction<T> {
  return openFormAction(async (form) => {
    const ctx = await currentContext();
    if (!ctx) throw new KeystowError('unauthenticated', 'Your session has ended. Sign in again.');
    await reissueSessionCookie(ctx.installation);
    return run(ctx, form);
  });
}

/** An action that needs no session, such as set-up. */
export function openFormAction<T>(run: (form: FormData) => Promise<T>): FormAction<T> {
  return async (_previous, form) => {
    try {
      const { env } = await currentInstallation();
      checkOrigin(env, await headers());
      return { status: 'done', result: await run(form) };
    } catch (error) {
      return refusal(error);
    }
  };
}

function refusal(error: unknown): FormState<never> {
  if (error instanceof KeystowError) {
    const { code, message } = error;
    const { issues = [], earlier, candidates } = error.extras;
    const refused = { status: 'refused', code, message, issues: [...issues] } as const;
    return {
      ...refused,
      ...(earlier ? { earlier } : {}),
      ...(candidates ? { candidates: [...candidates] } : {}),
    };
  }
  const requestId = newUuid();
  log.error({ err: error, requestId }, 'server action failed');
  return {
    status: 'refused',
    code: 'internal',
    message: `Something failed on the server. Nothing was changed. Request ${requestId}.`,
    issues: [],
  };
}
