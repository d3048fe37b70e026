// Opens a stored wrap of the root key and proves, by the check envelope, that it is the right one.

import 'server-only';
import { unwrapRootKey } from '@/lib/crypto/master-key';
import type { MasterKey } from '@/lib/crypto/master-key';
import { OpenError } from '@/lib/crypto/open-error';
import { opensCheck } from '@/lib/crypto/root-key';
import type { RootKey } from '@/lib/crypto/root-key';
import type { RootHeadRow, RootKeyWrapRow } from '@/lib/db/keys/root-keys';

/** Null when the wrap does not open, or opens to another root key than the one in use. */
export function openWrap(
  master: MasterKey,
  wrap: RootKeyWrapRow,
  head: RootHeadRow,
  installationId: string,
): RootKey | null {
  try {
    const root = unwrapRootKey(master, head.rootId, wrap.envelope, installationId);
    return opensCheck(root, installationId, head.check) ? root : null;
  } catch (error) {
    if (error instanceof OpenError) return null;
    throw error;
  }
}
