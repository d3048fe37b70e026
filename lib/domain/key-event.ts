// The recorded acts around master keys, root keys, and what stands or falls with them.

import type { BackupEvent } from './backup-event';
import type { KeyCause, KeyDepth, KeyOperationRef } from './key-operation';
import type { ScopeKind } from './scope';

interface ScopeRef {
  readonly kind: ScopeKind;
  readonly id: string;
  readonly path: string;
}

interface NamedRef {
  readonly id: string;
  readonly name: string;
}

export type KeyEvent =
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
      secret: NamedRef;
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
  | {
      /** Somebody's word that a backup was taken; nothing was checked. */
      action: 'backup.confirmed';
      takenAt: string;
      keptIn: string;
      /** The master key it needs. */
      masterFingerprint: string;
    }
  | BackupEvent
  | { action: 'console.locked'; reason: string; needed: readonly string[]; given: string | null };
