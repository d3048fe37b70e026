// Who acts: a person with a session, a machine token, a link's or a brief's holder, or the console itself.

import type { Permission } from './permissions';

export interface UserActor {
  readonly kind: 'user';
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly name: string;
  readonly sessionId: string;
}

export interface TokenActor {
  readonly kind: 'token';
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly scopeId: string;
  readonly permissions: readonly Permission[];
  /** The names it is limited to (`lib/domain/name-pattern.ts`); empty: all. */
  readonly namePatterns: readonly string[];
}

/** The console acting on its own behalf: first boot, set-up, sign-in before anybody is known. */
export interface SystemActor {
  readonly kind: 'system';
  readonly name: string;
}

/** Somebody without an account who was sent an intake link: nothing is his but its open items. */
export interface LinkActor {
  readonly kind: 'link';
  readonly id: string;
  readonly organizationId: string;
  /** `link for Bob by ada@acme.example`: what its maker called him, and who that was. */
  readonly name: string;
}

/** Whoever runs a brief, by its callback token: nothing is his but its delivery. */
export interface BriefActor {
  readonly kind: 'brief';
  readonly id: string;
  readonly organizationId: string;
  /** `brief TITLE by ada@acme.example`. */
  readonly name: string;
  /** Which of the brief's callback tokens it is: when it was issued, by the database, to the microsecond. */
  readonly issuedAt: string;
}

export type Actor = UserActor | TokenActor | SystemActor | LinkActor | BriefActor;

/** An actor who belongs to an organization and can therefore be granted something. */
export type Member = UserActor | TokenActor;

/** What is needed to look up what somebody was granted; a person need not be signed in for it. */
export type GrantHolder = Pick<UserActor, 'kind' | 'id' | 'organizationId'> | TokenActor;

/** How the actor is named in lists and in the audit log. */
export function actorLabel(actor: Actor): string {
  return actor.kind === 'user' ? actor.email : actor.name;
}
