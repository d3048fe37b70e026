// The acts that are recorded, with the fields each may carry: identifiers, names and states, never values.

import type { Permission } from './permissions';
import type { ScopeKind } from './scope';

interface ScopeRef {
  readonly kind: ScopeKind;
  readonly id: string;
  readonly path: string;
}

interface SecretRef {
  readonly id: string;
  readonly name: string;
}

interface NamedRef {
  readonly id: string;
  readonly name: string;
}

/** One kind of act per `action`. Ids are UUIDs here; they are written as TypeIDs. */
export type AuditEvent =
  | { action: 'root_key.created'; rootId: string; masterFingerprint: string; source: string }
  | { action: 'master_key.promoted'; masterFingerprint: string }
  | { action: 'console.locked'; reason: string; needed: readonly string[]; given: string | null }
  | { action: 'setup_link.issued' }
  | { action: 'organization.created'; scope: ScopeRef }
  | { action: 'scope.created'; scope: ScopeRef }
  | { action: 'user.created'; user: NamedRef }
  | { action: 'role.granted'; user: NamedRef; scope: ScopeRef; role: string }
  | { action: 'session.started'; user: NamedRef }
  | { action: 'session.refused'; user: NamedRef | null }
  | {
      action: 'session.throttled';
      user: NamedRef | null;
      by: 'address' | 'pair' | 'account';
      count: number;
    }
  | { action: 'session.ended'; user: NamedRef }
  | { action: 'sessions.ended'; user: NamedRef; count: number }
  | { action: 'password.changed'; user: NamedRef; sessionsEnded: number }
  | {
      action: 'secret.created';
      secret: SecretRef;
      scope: ScopeRef;
      version: number;
      state: 'current';
      reason: string | null;
    }
  | {
      action: 'secret.replaced';
      secret: SecretRef;
      scope: ScopeRef;
      version: number;
      state: 'current';
      reason: string | null;
    }
  | { action: 'secret.deleted'; secret: SecretRef; scope: ScopeRef }
  | {
      action: 'secret.rolled_back';
      secret: SecretRef;
      scope: ScopeRef;
      version: number;
      state: 'current';
      /** The version whose value it is again. */
      from: number;
      reason: string | null;
    }
  | {
      action: 'version.destroyed';
      secret: SecretRef;
      scope: ScopeRef;
      version: number;
      state: 'destroyed';
    }
  | {
      /** Names were compared with an import; how many rows got which verdict, and nothing else. */
      action: 'secrets.import_reviewed';
      scope: ScopeRef;
      rows: number;
      new: number;
      replace: number;
      unchanged: number;
      shadowed: number;
      invalid: number;
      /** How many values were compared with stored ones. */
      compared: number;
      /** False for a dry run. */
      apply: boolean;
    }
  | { action: 'secret.restored'; secret: SecretRef; scope: ScopeRef; version: number | null }
  | {
      action: 'secret.purged';
      secret: SecretRef;
      scope: ScopeRef;
      /** How many versions it had; all are destroyed with it. */
      versions: number;
      state: 'destroyed';
    }
  | {
      action: 'token.created';
      token: NamedRef;
      scope: ScopeRef;
      permissions: readonly Permission[];
      namePatterns: readonly string[];
      expiresAt: string | null;
    }
  | { action: 'token.revoked'; token: NamedRef; scope: ScopeRef }
  | {
      action: 'token.replaced';
      token: NamedRef;
      replacement: NamedRef;
      scope: ScopeRef;
      endsAt: string;
    }
  | { action: 'access.denied'; permission: Permission; scope: ScopeRef | null; count: number };

export type AuditAction = AuditEvent['action'];
