// What would become of each token that is to be imported: nothing is written.

import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import type { ImportedInstance, ImportInstancesInput } from '@/lib/contracts/instance';
import { openFernet } from '@/lib/crypto/fernet';
import type { FernetKeys } from '@/lib/crypto/fernet';
import { readFernetKey } from '@/lib/crypto/fernet-key';
import type { InstanceKeys } from '@/lib/crypto/instance-keys';
import { OpenError } from '@/lib/crypto/open-error';
import { findInstancesBySlug } from '@/lib/db/instances/instances';
import type { InstanceRow } from '@/lib/db/instances/instances';
import { readDatabaseAddress } from '@/lib/domain/database-address';
import type { DatabaseAddress } from '@/lib/domain/database-address';
import { KeystowError } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import { isSlug, suggestSlug } from '@/lib/domain/scope';
import type { Env } from '@/lib/env';
import type { Installation } from '../context';
import { readInstanceKeys } from './instance-keys';
import type { InstancePlace } from './instance-place';
import { openAddress } from './seal-address';

export interface JudgedRow extends Pick<ImportedInstance, 'name' | 'verdict' | 'reason'> {
  readonly slug: string;
  readonly url: Plaintext | null;
  readonly address: DatabaseAddress | null;
}

/** In their order. Throws 409 where there is no key, or `FERNET_SECRET_KEY` is none. */
export async function judgeRows(
  installation: Installation,
  { organizationId }: InstancePlace,
  rows: ImportInstancesInput['rows'],
): Promise<JudgedRow[]> {
  const own = await readInstanceKeys(installation.env);
  const keys = openingKeys(installation.env, own);
  const opened = rows.map((row) => open(keys, row));
  const { prisma } = installation.database;
  const slugs = opened.map(({ slug }) => slug);
  const stored = await findInstancesBySlug(prisma, organizationId, slugs);
  const known = new Map<string, DatabaseAddress | null>();
  for (const row of stored) known.set(row.slug, await addressOf(installation, own, row));
  return opened.map((row) => {
    if (row.verdict !== 'new') return row;
    const before = known.get(row.slug);
    if (before === undefined) {
      known.set(row.slug, row.address);
      return row;
    }
    if (isDeepStrictEqual(before, row.address)) return { ...row, verdict: 'unchanged' };
    const reason = 'One of that name is there with another address; it stays as it is.';
    return { ...row, verdict: 'taken', reason };
  });
}

function openingKeys({ fernetSecretKey }: Env, own: InstanceKeys | null): FernetKeys {
  const given = fernetSecretKey && readFernetKey(fernetSecretKey.reveal().trim());
  if (given === null)
    throw noKey('FERNET_SECRET_KEY: expected 32 bytes in base64url, 44 characters.');
  const [first, ...others] = [...(given ? [given] : []), ...(own?.keys ?? [])];
  if (!first) throw noKey('Set FERNET_SECRET_KEY to the key that the tokens were made with.');
  return [first, ...others];
}

function open(keys: FernetKeys, { name, token }: ImportInstancesInput['rows'][number]): JudgedRow {
  const slug = suggestSlug(name);
  const invalid = (reason: string): JudgedRow => ({
    ...{ name, slug, verdict: 'invalid', reason, url: null, address: null },
  });
  if (!isSlug(slug)) return invalid('Its name has no letter or digit.');
  try {
    const url = openFernet(keys, token);
    const address = readDatabaseAddress(url);
    if (!address) return invalid('What it holds is no address of one host.');
    return { name, slug, verdict: 'new', reason: null, url, address };
  } catch (error) {
    if (!(error instanceof OpenError)) throw error;
    return invalid('It does not open under FERNET_SECRET_KEY or a key of database connections.');
  }
}

/** Null where it cannot be opened: then nothing is equal to it. */
async function addressOf(
  installation: Installation,
  keys: InstanceKeys | null,
  row: InstanceRow,
): Promise<DatabaseAddress | null> {
  try {
    return keys && (await openAddress(installation, keys, row));
  } catch (error) {
    if (error instanceof KeystowError) return null;
    throw error;
  }
}

function noKey(message: string): KeystowError {
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '', code: 'instance_key', message }],
  });
}
