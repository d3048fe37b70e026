// Whether the console holds the key it needs, and if not, what it needs and what it was given.

import 'server-only';
import type { RootKey } from '@/lib/crypto/root-key';

/** Where a master key came from, in the order in which sources are tried. */
export type KeySource =
  'KEYSTOW_MASTER_KEY_FILE' | 'KEYSTOW_MASTER_KEY' | 'config/master.key' | 'development key';

export interface UnlockedState {
  readonly kind: 'unlocked';
  readonly root: RootKey;
  readonly masterFingerprint: string;
  readonly source: KeySource;
}

export interface LockedState {
  readonly kind: 'locked';
  /** `tampered`: the fingerprint is known, yet its wrap does not open. */
  readonly reason: 'no_key' | 'wrong_key' | 'tampered';
  /** Fingerprints of the master keys that would open the root key. */
  readonly needed: readonly string[];
  readonly given: string | null;
  readonly source: KeySource | null;
  /** Other sources that hold a key which would fit. */
  readonly fittingSources: readonly KeySource[];
}

export type KeyState = UnlockedState | LockedState;
