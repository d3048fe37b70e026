// Tells whether a key that somebody found opens this database; the key is kept nowhere.

import 'server-only';
import {
  deriveMasterKey,
  MasterKeyRefused,
  readMasterKeyLeniently,
  unwrapRootKey,
} from '@/lib/crypto/master-key';
import type { MasterKey } from '@/lib/crypto/master-key';
import { OpenError } from '@/lib/crypto/open-error';
import type { TriedKey } from '@/lib/contracts/lost-key';
import { listLostWraps } from '@/lib/db/keys/lost-keys';
import { findRootHead, listRootKeyWraps } from '@/lib/db/keys/root-keys';
import type { RootKeyWrapRow } from '@/lib/db/keys/root-keys';
import { ruleBroken } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '../../context';
import { requireKeyManager } from '../operations/require-key-manager';

/** Needs `keys:manage`. Throws 422 at `/key` for what cannot be a master key. */
export async function tryKey(ctx: Context, key: Plaintext): Promise<TriedKey> {
  await requireKeyManager(ctx);
  const { id, database } = ctx.installation;
  const master = await readTriedKey(key, id);
  const { fingerprint } = master;
  const opensOne = (wraps: readonly Omit<RootKeyWrapRow, 'state'>[]) =>
    wraps.some((wrap) => opens(master, wrap, id));
  const head = await findRootHead(database.prisma);
  if (head && opensOne(await listRootKeyWraps(database.prisma, head.rootId))) {
    return { fingerprint, fits: 'in_force' };
  }
  const aside = opensOne(await listLostWraps(database.prisma));
  return { fingerprint, fits: aside ? 'set_aside' : 'no' };
}

/** Weak ones too: what was in force once may have been one. */
export async function readTriedKey(key: Plaintext, installationId: string): Promise<MasterKey> {
  try {
    const text = key.use((bytes) => Buffer.from(bytes).toString('utf8')).trim();
    return await deriveMasterKey(readMasterKeyLeniently(text).input, installationId);
  } catch (error) {
    if (!(error instanceof MasterKeyRefused)) throw error;
    throw ruleBroken('/key', error.reason, error.message);
  }
}

function opens(
  master: MasterKey,
  wrap: Omit<RootKeyWrapRow, 'state'>,
  installationId: string,
): boolean {
  if (wrap.masterFingerprint !== master.fingerprint) return false;
  try {
    unwrapRootKey(master, wrap.rootId, wrap.envelope, installationId);
    return true;
  } catch (error) {
    if (error instanceof OpenError) return false;
    throw error;
  }
}
