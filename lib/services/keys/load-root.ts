// Opens a root key that was made after this process booted, with the master key as its source holds it now.

import 'server-only';
import { deriveMasterKey, unwrapRootKey } from '@/lib/crypto/master-key';
import { OpenError } from '@/lib/crypto/open-error';
import { listRootKeyWraps } from '@/lib/db/keys/root-keys';
import type { Env } from '@/lib/env';
import { whileRunning } from './boot-refusal';
import type { RootLoader } from './key-ring';
import { readMasterKeyInputs } from './master-key-inputs';
import type { GivenKey } from './master-key-inputs';

/** The master key is read again each time instead of being kept: memory holds root keys only. */
export function rootLoader(env: Env, installationId: string): RootLoader {
  const read = () => whileRunning(() => readMasterKeyInputs(env));
  return loaderOf(async () => (await read()).given, installationId);
}

/** The same with keys that come from elsewhere. */
export function loaderOf(
  keys: () => Promise<readonly Pick<GivenKey, 'input'>[]>,
  installationId: string,
): RootLoader {
  return async (reader, rootId) => {
    const wraps = await listRootKeyWraps(reader, rootId);
    for (const { input } of await keys()) {
      const master = await deriveMasterKey(input, installationId);
      const wrap = wraps.find((one) => one.masterFingerprint === master.fingerprint);
      if (!wrap) continue;
      try {
        return unwrapRootKey(master, rootId, wrap.envelope, installationId);
      } catch (error) {
        if (!(error instanceof OpenError)) throw error;
      }
    }
    return null;
  };
}
