// The version text of a value whose backend has no versions: a keyed fingerprint, so that changes show.

import 'server-only';
import type { DataKey } from '@/lib/crypto/data-key';
import { displayTag } from '@/lib/crypto/fingerprint';
import { findKeyHeads } from '@/lib/db/keys/data-keys';
import type { Plaintext } from '@/lib/domain/plaintext';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recorded } from '../recorded';

/** The organization's key for fingerprints that are shown; its first one is made where there is none. */
export async function displayKeyOf(
  installation: Installation,
  organizationId: string,
): Promise<DataKey> {
  const { keys, database } = installation;
  const ring = { ownerId: organizationId, purpose: 'display' } as const;
  const [head] = await findKeyHeads(database.prisma, [ring]);
  if (head) return keys.unwrap(database.prisma, head);
  const [key] = await recorded(
    systemContext(installation, 'backends'),
    (tx) => keys.sealing(tx, [ring]),
    () => ({ in: 'installation', events: [] }),
  );
  return key!;
}

/** Not the number of any version: it compares with nothing else that is shown. */
const NO_VERSION = 0;

/** `fp:` and 16 hex digits, of this secret alone. */
export function versionByValue(key: DataKey, secretId: string, value: Plaintext): string {
  return `fp:${Buffer.from(displayTag(key, secretId, NO_VERSION, value)).toString('hex')}`;
}
