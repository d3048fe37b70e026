// The installation's identity: made once, before any key is derived from it.

import 'server-only';
import type { Database } from '@/lib/db/connection/database';
import { findInstallationId, insertInstallation, lockRootKeys } from '@/lib/db/keys/root-keys';
import { runTransaction } from '@/lib/db/connection/transaction';
import { newUuid } from '@/lib/domain/ids';

export async function ensureInstallation(database: Database): Promise<string> {
  const known = await findInstallationId(database.prisma);
  if (known) return known;
  return runTransaction(database, async (tx) => {
    await lockRootKeys(tx);
    const meanwhile = await findInstallationId(tx);
    if (meanwhile) return meanwhile;
    const id = newUuid();
    await insertInstallation(tx, id);
    return id;
  });
}
