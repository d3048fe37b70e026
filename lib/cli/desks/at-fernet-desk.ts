// Where the fernet commands work: at a running console over REST, or beside it on its database.

import type { ConsoleCall } from '@/lib/client/console-client';
import type { ReencryptedInstances } from '@/lib/contracts/instance';
import { atConsoleOrHere } from './at-console-or-here';
import type { FernetDesk } from './fernet-desk';

/** At a running console, or on the installation of this folder. */
export async function atFernetDesk<T>(work: (desk: FernetDesk) => Promise<T>): Promise<T> {
  return atConsoleOrHere(
    (call) => work(remoteFernetDesk(call)),
    async () => {
      const { atLocalFernetDesk } = await import('../local/local-fernet-desk');
      return atLocalFernetDesk(work);
    },
  );
}

function remoteFernetDesk(call: ConsoleCall): FernetDesk {
  return {
    import: (input) => call('POST', '/instances/import', input),
    reencrypt: async (onBatch, signal) => {
      for (let after: string | null | undefined; after !== null && !signal.aborted;) {
        const body = after === undefined ? {} : { after };
        const batch: ReencryptedInstances = await call<ReencryptedInstances>(
          'POST',
          '/instances/reencrypt',
          body,
        );
        onBatch(batch);
        after = batch.next;
      }
    },
  };
}
