// How a database connection is shown: never its password, nor its address as a whole.

import 'server-only';
import type { Instance, InstanceKeyStanding } from '@/lib/contracts/instance';
import type { InstanceKeys } from '@/lib/crypto/instance-keys';
import type { CountedKey } from '@/lib/db/instances/instance-keys';
import type { InstanceRow } from '@/lib/db/instances/instances';
import type { DatabaseAddress } from '@/lib/domain/database-address';
import { KeystowError } from '@/lib/domain/errors';
import { toTypeId } from '@/lib/domain/ids';
import type { Installation } from '../context';
import { missingKeys } from './instance-keys';
import { openAddress, shownParts } from './seal-address';

/** Opens its token where that can be done, so that what is shown is what is sealed. */
export async function instanceSummary(
  installation: Installation,
  keys: InstanceKeys | null,
  row: InstanceRow,
): Promise<Instance> {
  const { id, slug, name, keyFingerprint: fingerprint, testedAt, testFault } = row;
  const standing = standingOf(fingerprint, keys);
  const readable = standing !== 'missing' && installation.keys.unlocked;
  const address = readable && keys ? await lookAt(installation, keys, row) : null;
  const { host, port, database, username } = address ? shownParts(address) : row;
  return {
    id: toTypeId('instance', id),
    slug,
    name,
    kind: address?.kind ?? null,
    ...{ host, port, database, username },
    testable: address?.kind === 'postgresql',
    key: { fingerprint, standing },
    tampered: readable ? address === null : null,
    test: testedAt && { at: testedAt.toISOString(), fault: testFault },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy,
  };
}

/** Null where it was tampered with. */
async function lookAt(
  installation: Installation,
  keys: InstanceKeys,
  row: InstanceRow,
): Promise<DatabaseAddress | null> {
  try {
    const address = await openAddress(installation, keys, row);
    return isShown(address, row) ? address : null;
  } catch (error) {
    if (error instanceof KeystowError && error.code === 'tampered') return null;
    throw error;
  }
}

/** The columns that stand in where the token cannot be opened say what it says. */
function isShown(address: DatabaseAddress, row: InstanceRow): boolean {
  return (['host', 'port', 'database', 'username'] as const).every(
    (part) => address[part] === row[part],
  );
}

function standingOf(fingerprint: string, keys: InstanceKeys | null): Instance['key']['standing'] {
  const at = keys?.keys.findIndex((key) => key.fingerprint === fingerprint) ?? -1;
  return at === 0 ? 'first' : at > 0 ? 'older' : 'missing';
}

/** What is to be said of the keys, given what lies under which. */
export function keyStanding(
  keys: InstanceKeys | null,
  stored: readonly CountedKey[],
  fault: string | null = null,
): InstanceKeyStanding {
  const first = keys?.keys[0].fingerprint ?? null;
  const missing = missingKeys(stored, keys);
  const others = stored.filter((key) => key.fingerprint !== first && !missing.includes(key));
  return {
    first,
    source: keys?.source ?? null,
    derived: keys?.derived ?? false,
    older: others.reduce((sum, { count }) => sum + count, 0),
    missing: missing.map(({ fingerprint, count }) => ({ fingerprint, count })),
    fault,
  };
}
