// A console that boots on the staged master key makes it the active one; the old one still opens.

import 'server-only';
import type { Database } from '@/lib/db/database';
import { lockRootKeys, promoteWrap } from '@/lib/db/root-keys';
import type { RootKeyWrapRow } from '@/lib/db/root-keys';
import { runTransaction } from '@/lib/db/transaction';
import { appendEvents } from '../audit/append-events';
import { KeyRing } from './key-ring';
import type { UnlockedState } from './key-state';

/** Does nothing unless the wrap that opened was staged. */
export async function promoteStagedWrap(
  database: Database,
  installationId: string,
  state: UnlockedState,
  wraps: readonly RootKeyWrapRow[],
): Promise<void> {
  const { masterFingerprint, root } = state;
  const used = wraps.find((wrap) => wrap.masterFingerprint === masterFingerprint);
  if (used?.state !== 'staged') return;
  await runTransaction(database, async (tx) => {
    await lockRootKeys(tx);
    if (!(await promoteWrap(tx, root.id, masterFingerprint))) return;
    const event = { action: 'master_key.promoted', masterFingerprint } as const;
    const actor = { kind: 'system', name: 'boot' } as const;
    const facts = { actor, requestId: 'boot', at: new Date() };
    await appendEvents(tx, new KeyRing(installationId, state), installationId, [{ event, facts }]);
  });
}
