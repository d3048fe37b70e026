// The recorded acts around deliveries, workers, briefs and integrations.

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

/** So many workers an event tells by id. */
export const TOLD_WORKERS_MAX = 100;

export type DeliveryEvent =
  | {
      action: 'delivery.taken';
      /** Named as its runner calls itself: `node on web-1`. */
      delivery: NamedRef;
      scope: ScopeRef;
      /** How many names it held. */
      names: number;
      /** SHA-256 of the receipt's canonical JSON, in hex: the log commits to what the receipt says. */
      receipt: string;
      staged: boolean;
    }
  | {
      /** Dismissed: they were gone and held something older, and will not come back, as somebody says. */
      action: 'worker.restart_asked' | 'worker.dismissed';
      scope: ScopeRef;
      workers: number;
      /** UUIDs of the first of them (`TOLD_WORKERS_MAX`). */
      workerIds: readonly string[];
    }
  | {
      action: 'brief.created';
      brief: NamedRef;
      scope: ScopeRef;
      secretRefs: readonly string[];
      expiresAt: string;
    }
  | { action: 'brief.token_reissued' | 'brief.revoked'; brief: NamedRef; scope: ScopeRef }
  | {
      action: 'integration.created' | 'integration.changed' | 'integration.deleted';
      integration: NamedRef;
      scope: ScopeRef;
      version: number;
      /** The platform secrets that it is filled from. */
      platformSecrets: readonly string[];
    };
