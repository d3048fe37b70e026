// Where the keys commands work: at a running console over REST, or beside it on its database.

import { atConsoleOrHere } from './at-console-or-here';
import type { KeyDesk } from './key-desk';

/** At a running console, or on the installation of this folder. */
export async function atKeyDesk<T>(work: (desk: KeyDesk) => Promise<T>): Promise<T> {
  return atConsoleOrHere(
    async (call) => {
      const { remoteKeyDesk } = await import('./remote-key-desk');
      return work(remoteKeyDesk(call));
    },
    async () => {
      const { atLocalKeyDesk } = await import('../local/local-key-desk');
      return atLocalKeyDesk(work);
    },
  );
}
