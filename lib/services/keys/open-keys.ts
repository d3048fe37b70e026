// The key ring for a command beside the console: opens what can be opened, makes and promotes nothing.

import 'server-only';
import type { Database } from '@/lib/db/connection/database';
import { findInstallationId, findRootHead, listRootKeyWraps } from '@/lib/db/keys/root-keys';
import type { Env } from '@/lib/env';
import { BootRefusal } from './boot-refusal';
import { KeyRing } from './key-ring';
import { rootLoader } from './load-root';
import { readMasterKeyInputs, refuseDevelopmentDatabase } from './master-key-inputs';
import { openRoot } from './unlock';

/** Locked where the console would be. Throws BootRefusal where no console was ever started. */
export async function openKeys(env: Env, database: Database): Promise<KeyRing> {
  const installationId = await findInstallationId(database.prisma);
  const head = await findRootHead(database.prisma);
  if (!installationId || !head) {
    throw new BootRefusal(
      'not_set_up',
      'No console was ever started on this database. Start it first.',
    );
  }
  const wraps = await listRootKeyWraps(database.prisma, head.rootId);
  await refuseDevelopmentDatabase(env, installationId, wraps);
  const { given } = await readMasterKeyInputs(env);
  const state = await openRoot(installationId, head, wraps, given);
  return new KeyRing(installationId, state, rootLoader(env, installationId));
}
