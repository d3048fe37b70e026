// The acts that are recorded, with the fields each may carry: identifiers, names and states, never values.

import type { AccountEvent } from './account-event';
import type { AuditPolicyEvent } from './audit-policy-event';
import type { ConnectorEvent } from './connector-event';
import type { DeliveryEvent } from './delivery-event';
import type { GroupEvent } from './group-event';
import type { InstanceEvent } from './instance-event';
import type { IntakeEvent } from './intake-event';
import type { JwtEvent } from './jwt-rotation';
import type { ManagedEvent } from './managed-event';
import type { MemberEvent } from './member-event';
import type { KeyEvent } from './key-event';
import type { LeakEvent } from './leak-event';
import type { Permission } from './permissions';
import type { ReminderEvent } from './reminder-event';
import type { RotationEvent } from './rotation-event';
import type { RotationRunEvent, StagedVersionEvent } from './rotation-run-event';
import type { ScopeKind } from './scope';
import type { ContentCounts } from './scope-contents';
import type { ElsewhereRef, SecretEvent } from './secret-event';
import type { SignOnEvent } from './sign-on-event';
import type { TransferEvent } from './transfer-event';

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
  | KeyEvent
  | JwtEvent
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
  | DeliveryEvent
  | ConnectorEvent
  | ManagedEvent
  | InstanceEvent
  | RotationEvent
  | RotationRunEvent
  | StagedVersionEvent
  | LeakEvent
  | ReminderEvent
  | TransferEvent
  | ({
      action: 'secret.created';
      secret: SecretRef;
      scope: ScopeRef;
      version: number;
      state: 'current';
      reason: string | null;
    } & Partial<ElsewhereRef>)
  | ({
      action: 'secret.replaced';
      secret: SecretRef;
      scope: ScopeRef;
      version: number;
      state: 'current';
      reason: string | null;
    } & Partial<ElsewhereRef>)
  | ({
      action: 'secret.deleted';
      secret: SecretRef;
      scope: ScopeRef;
      /** With where it lived: its value was deleted there as well. */
    } & Partial<ElsewhereRef>)
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
  | {
      action: 'access.denied';
      permission: Permission;
      scope: ScopeRef | null;
      count: number;
      /** Of those that were counted after the first: in which minute. */
      minute?: string;
    };

export type AuditAction = AuditEvent['action'];
