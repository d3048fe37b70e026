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

export type MemberEvent = {
  action: 'role.granted' | 'role.revoked';
  user: PersonRef;
  scope: ScopeRef;
  role: string;
};
