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
      /** From now on the person of that issuer signs on to this account; what got in before does not. */
      action: 'identity.linked';
      user: NamedRef;
      issuer: string;
      passwordRemoved: boolean;
      secondFactorRemoved: boolean;
      sessionsEnded: number;
      /** Machine tokens made by the account before, which go on working. */
      tokensLeft: number;
    }
  | {
      action: 'identity.unlinked';
      user: NamedRef;
      issuer: string;
    };
