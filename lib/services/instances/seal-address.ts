// The one place where the address of a database connection is sealed and opened.

import 'server-only';
import type { DataKey } from '@/lib/crypto/data-key';
import { keyOfFernet, openFernet, rotateFernet, sealFernet } from '@/lib/crypto/fernet';
import type { FernetKeys, FernetToken } from '@/lib/crypto/fernet';
import { fernetRowTag, isInItsRow } from '@/lib/crypto/fernet-row';
import type { InstanceKeys } from '@/lib/crypto/instance-keys';
import { OpenError } from '@/lib/crypto/open-error';
import type { InstanceRow, SealedAddress, ShownParts } from '@/lib/db/instances/instances';
import type { Reader, Tx } from '@/lib/db/connection/transaction';
import { readDatabaseAddress } from '@/lib/domain/database-address';
import type { DatabaseAddress } from '@/lib/domain/database-address';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Installation } from '../context';
import type { KeyRing } from '../keys/key-ring';
import { keyMissing } from './instance-keys';

export type TokenRow = Pick<
  InstanceRow,
  'id' | 'organizationId' | 'slug' | 'token' | 'keyFingerprint' | 'macKeyId' | 'mac'
>;

/** Throws 422 at `/url` for what is no address that can be shown without its password. */
export function checkAddress(url: Plaintext): DatabaseAddress {
  const address = readDatabaseAddress(url);
  if (address) return address;
  throw ruleBroken(
    '/url',
    'address',
    'Give the address of one host, such as postgresql://user:password@host:5432/database. Percent-encode other signs in the password.',
  );
}

export function shownParts({ host, port, database, username }: DatabaseAddress): ShownParts {
  return { host, port, database, username };
}

/** The key of MACs that is in force. The caller holds the key heads of the organization. */
export async function bindingKey(tx: Tx, keys: KeyRing, ownerId: string): Promise<DataKey> {
  const [key] = await keys.sealing(tx, [{ ownerId, purpose: 'configuration' }]);
  return key!;
}

/** Under the first key, bound to the row of that id. */
export function sealAddress(
  key: DataKey,
  { keys: fernetKeys }: InstanceKeys,
  rowId: string,
  url: Plaintext,
): SealedAddress {
  const token = sealFernet(fernetKeys, url);
  const { fingerprint: keyFingerprint } = fernetKeys[0];
  return { token, keyFingerprint, ...bind(key, rowId, token) };
}

/** The token opened and sealed again under the first key. Throws as `openAddress` does. */
export async function moveAddress(
  tx: Tx,
  keys: KeyRing,
  key: DataKey,
  { keys: fernetKeys }: InstanceKeys,
  row: TokenRow,
): Promise<SealedAddress> {
  await requireInItsRow(keys, row, tx);
  const token = opened(fernetKeys, row, () => rotateFernet(fernetKeys, row.token));
  const { fingerprint: keyFingerprint } = fernetKeys[0];
  return { token, keyFingerprint, ...bind(key, row.id, token) };
}

/** The MAC of a token in its row. A stored one was looked at, or is bound to where it was found. */
export function bind(key: DataKey, rowId: string, token: string) {
  return { macKeyId: key.id, mac: fernetRowTag(key, rowId, token as FernetToken) };
}

/**
 * Throws `locked`, `tampered` for a token that was changed or is in another row than it was written to, and
 * 409 with the fingerprint that is needed where its key is not here.
 */
export async function openAddress(
  { keys, database }: Installation,
  { keys: fernetKeys }: { readonly keys: readonly [] | FernetKeys },
  row: TokenRow,
  reader: Reader = database.prisma,
): Promise<DatabaseAddress> {
  await requireInItsRow(keys, row, reader);
  const [first, ...others] = fernetKeys;
  if (!first) throw keyMissing([{ fingerprint: row.keyFingerprint }]);
  const url = opened([first, ...others], row, (known) => openFernet(known, row.token));
  const address = readDatabaseAddress(url);
  if (!address) throw tampered(row);
  return address;
}

/** Throws `tampered`. */
export async function requireInItsRow(keys: KeyRing, row: TokenRow, reader: Reader): Promise<void> {
  const key = await keys.opening(reader, row.macKeyId);
  if (key.ownerId !== row.organizationId || !isInItsRow(key, row)) throw tampered(row);
}

function opened<T>(keys: FernetKeys, row: TokenRow, open: (keys: FernetKeys) => T): T {
  try {
    if (keyOfFernet(keys, row.token).fingerprint !== row.keyFingerprint) throw tampered(row);
    return open(keys);
  } catch (error) {
    if (!(error instanceof OpenError)) throw error;
    const known = keys.some(({ fingerprint }) => fingerprint === row.keyFingerprint);
    throw known ? tampered(row) : keyMissing([{ fingerprint: row.keyFingerprint }]);
  }
}

function tampered({ slug }: Pick<TokenRow, 'slug'>): KeystowError {
  return new KeystowError(
    'tampered',
    `The database connection ${slug} was changed outside the console. Enter its address again.`,
  );
}
