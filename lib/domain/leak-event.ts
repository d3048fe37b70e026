// The recorded acts of leak cases; what was pasted is in none of them.

import type { NeighbourDecision } from './leak';
import type { ScopeKind } from './scope';

interface NamedRef {
  readonly id: string;
  readonly name: string;
}

interface About {
  /** Named by the secret and its scope. */
  readonly leakCase: NamedRef;
  readonly scope: { readonly kind: ScopeKind; readonly id: string; readonly path: string };
}

export type LeakEvent =
  | {
      action: 'leak_match.tried';
      /** Secrets within the reach of whoever asked. */
      matches: number;
      /** Nothing was compared: the allowance was used up. */
      refused: boolean;
    }
  | ({
      action: 'leak_case.opened';
      versions: readonly number[];
      foundBy: 'secret' | 'value';
      whereFound: string;
      exposedSince: string | null;
    } & About)
  | ({ action: 'leak_case.assigned'; assignee: NamedRef | null } & About)
  | ({ action: 'leak_case.contained'; minutes: number } & About)
  | ({ action: 'leak_case.reviewed' } & About)
  | ({
      action: 'leak_case.neighbour_decided';
      about: NamedRef;
      decision: NeighbourDecision;
      reason: string | null;
    } & About)
  | ({ action: 'leak_case.advised'; needed: boolean; reason: string | null } & About)
  | ({
      action: 'leak_case.closed';
      /** SHA-256 of the proof, in hex. */
      proof: string;
      minutesToContain: number | null;
    } & About);
