// What the keys commands do, wherever they work.

import type { KeyOperationView, KeyOverview } from '@/lib/contracts/keys';
import type { LostKeyTriage, RecoveredLost, ResetDone, TriedKey } from '@/lib/contracts/lost-key';
import type { KeyCause } from '@/lib/domain/key-operation';
import type { Plaintext } from '@/lib/domain/plaintext';

export interface KeyDesk {
  overview(): Promise<KeyOverview>;
  start(cause: KeyCause, changeNumber: string | undefined): Promise<KeyOperationView>;
  stage(key: Plaintext): Promise<KeyOperationView>;
  /** Puts a new key into `config/master.key`, or promotes the staged one that this process is given. */
  promote(): Promise<KeyOperationView>;
  finish(fingerprint: string): Promise<KeyOperationView>;
  rollBack(): Promise<KeyOperationView>;
  changeRoot(): Promise<KeyOperationView>;
  /** Seals again until nothing is left or `signal` aborts; tells after each step how many are left. */
  reencrypt(onProgress: (left: number) => void, signal: AbortSignal): Promise<void>;
  retire(): Promise<KeyOperationView>;
  /** Of a missing key: where it may be, and what giving it up costs. */
  triage(): Promise<LostKeyTriage>;
  tryKey(key: Plaintext): Promise<TriedKey>;
  reset(confirm: string): Promise<ResetDone>;
  recover(key: Plaintext): Promise<RecoveredLost>;
}
