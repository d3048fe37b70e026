// Signs somebody in with the password he has just set by a one-time link.

import type { FormAction } from '@/lib/contracts/form-state';
import { signInWithPassword } from './sign-in-with-password';

type SetPassword = FormAction<{ readonly email: string }>;

/** Where the sign-in is refused, for a second factor say, it leads to the sign-in page instead. */
export function signInAfter(setPassword: SetPassword): FormAction<{ readonly redirectTo: string }> {
  return async (_previous, form) => {
    const made = await setPassword({ status: 'idle' }, form);
    if (made.status !== 'done') return made.status === 'refused' ? made : { status: 'idle' };
    form.set('email', made.result.email);
    const signedIn = await signInWithPassword(form);
    return signedIn.status === 'done'
      ? signedIn
      : { status: 'done', result: { redirectTo: '/sign-in' } };
  };
}
