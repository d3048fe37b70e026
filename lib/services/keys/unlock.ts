// Brings the key ring up at boot: the boot table of the key documentation, row by row.

import 'server-only';
import { deriveMasterKey } from '@/lib/crypto/master-key';
import type { Database } from '@/lib/db/connection/database';
import { findRootHead, listRootKeyWraps } from '@/lib/db/keys/root-keys';
import type { RootHeadRow, RootKeyWrapRow } from '@/lib/db/keys/root-keys';
import type { Env } from '@/lib/env';
import { adoptNewMasterKey } from './adopt-new-master-key';
import { BootRefusal } from './boot-refusal';
import { createFirstRootKey } from './create-first-root-key';
import { dropCutOffStage } from './drop-cut-off-stage';
import { ensureInstallation } from './ensure-installation';
import type { KeySource, KeyState } from './key-state';
import { readMasterKeyInputs, refuseDevelopmentDatabase } from './master-key-inputs';
import type { GivenKey } from './master-key-inputs';
import { openWrap } from './open-wrap';
import { promoteStagedWrap } from './promote-staged-wrap';

/** What boot found: the installation and whether its keys are open. */
export interface Unlocked {
  readonly installationId: string;
  readonly state: KeyState;
  /** For the log: what an operator should mend although the console runs. */
  readonly warnings: readonly string[];
}

/**
 * Opens the root key, or makes the first one in an empty database, or reports what is missing.
 * Changes nothing when locked. Throws BootRefusal where start-up must not go on.
 */
export async function unlock(env: Env, database: Database): Promise<Unlocked> {
  const installationId = await ensureInstallation(database);
  const wasEmpty = (await findRootHead(database.prisma)) === null;
  if (wasEmpty) await createFirstRootKey(env, database, installationId);

  const head = await findRootHead(database.prisma);
  if (!head) throw new BootRefusal('no_root_key', 'The root key was not stored. Start again.');
  const wraps = await listRootKeyWraps(database.prisma, head.rootId);
  await refuseDevelopmentDatabase(env, installationId, wraps);
  const { given, warnings } = await readMasterKeyInputs(env);
  if (wasEmpty && !given[0]) {
    throw new BootRefusal(
      'root_key_of_another_node',
      'Another node made the root key at the same moment and this one has no master key. Give every node the same KEYSTOW_MASTER_KEY, or the same CONFIG_DIR.',
    );
  }
  const opened = await openRoot(installationId, head, wraps, given);
  const state = await withPreviousKey(env, database, installationId, opened, given[0]);
  if (state.kind === 'unlocked') {
    await promoteStagedWrap(database, installationId, state, wraps);
    await dropCutOffStage(env, database, installationId, state);
  }
  return { installationId, state, warnings };
}

/** What the keys that were given open; changes nothing. */
export async function openRoot(
  installationId: string,
  head: RootHeadRow,
  wraps: readonly RootKeyWrapRow[],
  given: readonly GivenKey[],
): Promise<KeyState> {
  const needed = wraps.map((wrap) => wrap.masterFingerprint);
  const first = given[0];
  if (!first) {
    return {
      kind: 'locked',
      reason: 'no_key',
      needed,
      given: null,
      source: null,
      fittingSources: [],
    };
  }
  const master = await deriveMasterKey(first.input, installationId);
  const wrap = wraps.find((one) => one.masterFingerprint === master.fingerprint);
  const root = wrap ? openWrap(master, wrap, head, installationId) : null;
  if (root) {
    return { kind: 'unlocked', root, masterFingerprint: master.fingerprint, source: first.source };
  }
  return {
    kind: 'locked',
    reason: wrap ? 'tampered' : 'wrong_key',
    needed,
    given: master.fingerprint,
    source: first.source,
    fittingSources: wrap ? [] : await fitting(given.slice(1), needed, installationId),
  };
}

/** A wrong key may be a new one: then the previous one opens, and hands over. */
async function withPreviousKey(
  env: Env,
  database: Database,
  installationId: string,
  state: KeyState,
  given: GivenKey | undefined,
): Promise<KeyState> {
  if (state.kind === 'unlocked' || state.reason !== 'wrong_key' || !given) return state;
  return (await adoptNewMasterKey(env, database, installationId, given)) ?? state;
}

async function fitting(
  others: readonly GivenKey[],
  needed: readonly string[],
  installationId: string,
): Promise<KeySource[]> {
  const sources: KeySource[] = [];
  for (const { source, input } of others) {
    const { fingerprint } = await deriveMasterKey(input, installationId);
    if (needed.includes(fingerprint)) sources.push(source);
  }
  return sources;
}
