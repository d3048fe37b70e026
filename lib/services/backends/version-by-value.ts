// The version text of a value whose backend has no versions: a keyed fingerprint, so that changes show.

import 'server-only';
import type { DataKey } from '@/lib/crypto/data-key';
import { displayTag } from '@/lib/crypto/fingerprint';
import { findDataKey, findKeyHeads } from '@/lib/db/keys/data-keys';
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

/** `fp:`, the key's id, and 16 hex digits of this secret alone. */
export function versionByValue(key: DataKey, secretId: string, value: Plaintext): string {
  const tag = Buffer.from(displayTag(key, secretId, NO_VERSION, value)).toString('hex');
  return `fp:${key.id}:${tag}`;
}

const UNDER_KEY = /^fp:([0-9a-f-]{36}):[0-9a-f]{16}$/;

/** What a value without a version is called now; `formerly` is `known` where it is that same value. */
export interface NamedByValue {
  readonly version: string;
  readonly formerly: string | null;
}

/**
 * Under the organization's present key. Where `known` is under an older one, which is there still, it is told
 * by that key whether the value changed: another key alone is no change.
 */
export async function nameByValue(
  installation: Installation,
  place: {
    readonly organizationId: string;
    readonly secretId: string;
    readonly known: string | null;
  },
  value: Plaintext,
): Promise<NamedByValue> {
  const { organizationId, secretId, known } = place;
  const present = await displayKeyOf(installation, organizationId);
  const version = versionByValue(present, secretId, value);
  const keyId = UNDER_KEY.exec(known ?? '')?.[1];
  if (keyId === undefined || keyId === present.id) return { version, formerly: null };
  const { keys, database } = installation;
  const row = await findDataKey(database.prisma, keyId);
  if (row?.ownerId !== organizationId || row.purpose !== 'display') {
    return { version, formerly: null };
  }
  const former = await keys.unwrap(database.prisma, row);
  const isSame = versionByValue(former, secretId, value) === known;
  return { version, formerly: isSame ? known : null };
}
