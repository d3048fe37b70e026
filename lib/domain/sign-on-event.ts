// The recorded acts of sign-on through an identity provider.

import type { SignOnRefusal } from './sign-on';

interface NamedRef {
  readonly id: string;
  readonly name: string;
}

export type SignOnEvent =
  | {
      /** A session began because the provider at `issuer` said who it is. */
      action: 'session.signed_on';
      user: NamedRef;
      issuer: string;
    }
  | {
      action: 'session.sign_on_refused';
      /** Null where nobody here is known by what the provider said, or it was not asked. */
      user: NamedRef | null;
      reason: SignOnRefusal;
    }
  | {
      /** From now on who is `subject` to that issuer signs on to this account. */
      action: 'identity.linked' | 'identity.unlinked';
      user: NamedRef;
      issuer: string;
    };
