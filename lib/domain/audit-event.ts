// The acts that are recorded, with the fields each may carry: identifiers, names and states, never values.

import type { AccountEvent } from './account-event';
import type { AuditPolicyEvent } from './audit-policy-event';
import type { GroupEvent } from './group-event';
import type { IntakeEvent } from './intake-event';
import type { JwtEvent } from './jwt-rotation';
import type { MemberEvent } from './member-event';
import type { KeyCause, KeyDepth, KeyOperationRef } from './key-operation';
import type { Permission } from './permissions';
import type { ScopeKind } from './scope';
import type { ContentCounts } from './scope-contents';
import type { SecretEvent } from './secret-event';
import type { SignOnEvent } from './sign-on-event';

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
  | {
      action: 'master_key.promoted';
      masterFingerprint: string;
      /** Null where a start with PREVIOUS did it without one. */
      operation: KeyOperationRef | null;
    }
  | {
      action: 'key_operation.started';
      operation: KeyOperationRef;
      cause: KeyCause;
      depths: readonly KeyDepth[];
      changeNumber: string | null;
    }
  | {
      action: 'key_operation.handed_over';
      operation: KeyOperationRef;
      user: NamedRef;
    }
  | {
      action:
        | 'key_operation.paused'
        | 'key_operation.resumed'
        | 'key_operation.finished'
        | 'key_operation.rolled_back';
      operation: KeyOperationRef;
    }
  | {
      action: 'master_key.staged' | 'master_key.unstaged' | 'master_key.restored';
      operation: KeyOperationRef;
      masterFingerprint: string;
    }
  | { action: 'master_key.copy_confirmed'; masterFingerprint: string }
  | {
      action: 'master_key.retired';
      operation: KeyOperationRef;
      /** The key in force; the retired ones open nothing any more. */
      masterFingerprint: string;
      retired: readonly string[];
      /** Nodes that were found to run on the key in force, and to hold it in their source. */
      nodes: number;
    }
  | {
      action: 'root_key.changed';
      operation: KeyOperationRef;
      from: string;
      to: string;
      values: number;
    }
  | {
      action: 'root_key.retired';
      operation: KeyOperationRef;
      rootId: string;
      /** How many data keys went with it. */
      dataKeys: number;
    }
  | {
      /** A stored value was found not to open: it keeps its key from being deleted. */
      action: 'version.unreadable';
      secret: SecretRef;
      scope: ScopeRef;
      version: number;
      operation: KeyOperationRef | null;
    }
  | {
      /** The first event under new keys. Nothing checked what it quotes: a checkpoint kept elsewhere does. */
      action: 'keys.reset';
      lostFingerprints: readonly string[];
      masterFingerprint: string;
      /** Of this log when its key was lost: how many events, and their RFC 6962 root in hex. */
      size: string;
      root: string;
      /** Of the organization in its log, of all in the installation's. */
      secretsLost: number;
      versionsLost: number;
    }
  | { action: 'keys.recovered'; masterFingerprint: string; versions: number }
  | JwtEvent
  | {
      /** Somebody's word that a backup was taken; nothing was checked. */
      action: 'backup.confirmed';
      takenAt: string;
      keptIn: string;
      /** The master key it needs. */
      masterFingerprint: string;
    }
  | { action: 'console.locked'; reason: string; needed: readonly string[]; given: string | null }
  | { action: 'setup_link.issued' }
  | { action: 'organization.created'; scope: ScopeRef }
  | { action: 'scope.created'; scope: ScopeRef }
  | { action: 'scope.renamed'; scope: ScopeRef; name: string; was: string }
  | {
      /** What was destroyed with it, as numbers: each secret is named by its own earlier events. */
      action: 'scope.deleted';
      scope: ScopeRef;
      contents: ContentCounts;
    }
  | { action: 'user.created'; user: NamedRef }
  | MemberEvent
  | GroupEvent
  | AccountEvent
  | SignOnEvent
  | AuditPolicyEvent
  | IntakeEvent
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
  | SecretEvent
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
