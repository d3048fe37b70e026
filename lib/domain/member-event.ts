// The recorded acts around who belongs to an organization and what each person may do where.

import type { ScopeKind } from './scope';

interface PersonRef {
  readonly id: string;
  readonly name: string;
}

interface ScopeRef {
  readonly kind: ScopeKind;
  readonly id: string;
  readonly path: string;
}

/** By its e-mail. */
interface InvitationRef {
  readonly id: string;
  readonly name: string;
}

/** A person, or a group by its slug. */
export type GrantHolder = { user: PersonRef } | { group: PersonRef };

export type MemberEvent =
  | ({ action: 'role.granted' | 'role.revoked'; scope: ScopeRef; role: string } & GrantHolder)
  | {
      action: 'member.deactivated';
      user: PersonRef;
      sessionsEnded: number;
      /** How many of the tokens he made were revoked with it; the others were kept. */
      tokensRevoked: number;
    }
  | { action: 'member.reactivated'; user: PersonRef }
  | {
      /** He is owner now, and whoever did it is admin instead. */
      action: 'ownership.transferred';
      user: PersonRef;
    }
  | {
      action: 'invitation.created';
      invitation: InvitationRef;
      grants: readonly { readonly role: string; readonly scope: ScopeRef }[];
      expiresAt: string;
    }
  | { action: 'invitation.revoked'; invitation: InvitationRef }
  | { action: 'invitation.accepted'; invitation: InvitationRef; user: PersonRef };
