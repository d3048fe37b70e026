// Where the keys commands work: at a running console over REST, or beside it on its database.

import { consoleClient } from '@/lib/client/console-client';
import type { KeyOperationView, KeyOverview } from '@/lib/contracts/keys';
import type { KeyCause } from '@/lib/domain/key-operation';
import type { Plaintext } from '@/lib/domain/plaintext';
import { readEnv } from '@/lib/env';
import { UsageRefused } from './command-refused';

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
}

/** `KEYSTOW_URL` and `KEYSTOW_TOKEN` lead to a running console; without them it is this folder's. */
export async function atKeyDesk<T>(work: (desk: KeyDesk) => Promise<T>): Promise<T> {
  const { consoleUrl, consoleToken } = readEnv();
  if (consoleUrl !== undefined) {
    const token = consoleToken?.reveal();
    if (token === undefined) {
      throw new UsageRefused(
        'KEYSTOW_URL is set: set KEYSTOW_TOKEN too, a token with keys:manage.',
      );
    }
    const { remoteKeyDesk } = await import('./remote-key-desk');
    return work(remoteKeyDesk(consoleClient({ url: consoleUrl, token })));
  }
  const { atLocalKeyDesk } = await import('./local/local-key-desk');
  return atLocalKeyDesk(work);
}
