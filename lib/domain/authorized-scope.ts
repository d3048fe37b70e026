// Proof, as a type, that an actor was found to hold a permission on a scope.

import type { Permission } from './permissions';
import type { Scope } from './scope';

declare const proof: unique symbol;

/** Scoped queries take this and nothing else, so a query without a check does not compile. */
export type AuthorizedScope = Scope & { readonly permission: Permission } & {
  readonly [proof]: 'AuthorizedScope';
};

/** Only `lib/services/access/authorize.ts` may call this; the architecture test holds it to that. */
export function mintAuthorizedScope(scope: Scope, permission: Permission): AuthorizedScope {
  return { ...scope, permission } as AuthorizedScope;
}
