// Takes the version that is current into a guided rotation as its new one.

import 'server-only';
import { setNewVersion, setPromoted } from '@/lib/db/rotation-runs/run-writes';
import type { Tx } from '@/lib/db/connection/transaction';

interface Taken {
  readonly secretId: string;
  readonly version: number;
  readonly by: string;
}

/** In the transaction that holds the rotation: it counts as promoted there, from now. */
export async function takeCurrent(
  tx: Tx,
  runId: string,
  { secretId, version, by }: Taken,
): Promise<void> {
  await setNewVersion(tx, runId, secretId, { version, origin: 'found', by });
  await setPromoted(tx, runId, [secretId], by);
}
