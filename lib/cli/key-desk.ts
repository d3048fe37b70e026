// Where the keys commands work: at a running console over REST, or beside it on its database.

import type { KeyOperationView, KeyOverview } from '@/lib/contracts/keys';
import type { LostKeyTriage, RecoveredLost, ResetDone, TriedKey } from '@/lib/contracts/lost-key';
import type { KeyCause } from '@/lib/domain/key-operation';
import type { Plaintext } from '@/lib/domain/plaintext';
import { atConsoleOrHere } from './at-desk';

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

/** At a running console, or on the installation of this folder. */
export async function atKeyDesk<T>(work: (desk: KeyDesk) => Promise<T>): Promise<T> {
  return atConsoleOrHere(
    async (call) => {
      const { remoteKeyDesk } = await import('./remote-key-desk');
      return work(remoteKeyDesk(call));
    },
    async () => {
      const { atLocalKeyDesk } = await import('./local/local-key-desk');
      return atLocalKeyDesk(work);
    },
  );
}
