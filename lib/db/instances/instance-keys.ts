// Which keys database connections lie under, and moving them to another by sets.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';
import type { InstanceRow, SealedAddress } from './instances';

export type LockedInstance = Pick<
  InstanceRow,
  'id' | 'organizationId' | 'slug' | 'token' | 'keyFingerprint' | 'macKeyId' | 'mac'
>;

export interface CountedKey {
  readonly fingerprint: string;
  readonly count: number;
}

/** Every key that something lies under, of one organization or of all. */
export async function countInstanceKeys(
  reader: Reader,
  organizationId: string | null,
): Promise<CountedKey[]> {
  return reader.$queryRaw<CountedKey[]>`
    SELECT key_fingerprint AS fingerprint, count(*)::int AS count FROM instance
     WHERE ${organizationId}::uuid IS NULL OR organization_id = ${organizationId}::uuid
     GROUP BY key_fingerprint ORDER BY key_fingerprint`;
}

/** Those of an organization that lie under none of the keys, by slug. */
export async function listInstancesUnderOthers(
  reader: Reader,
  organizationId: string,
  fingerprints: readonly string[],
): Promise<Pick<InstanceRow, 'id' | 'slug'>[]> {
  return reader.instance.findMany({
    where: { organizationId, keyFingerprint: { notIn: [...fingerprints] } },
    select: { id: true, slug: true },
    orderBy: { slug: 'asc' },
    take: 1000,
  });
}

/** Organizations that have any, ascending. */
export async function listInstanceOwners(reader: Reader): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT organization_id AS id FROM instance ORDER BY 1`;
  return rows.map(({ id }) => id);
}

/** Every organization, by slug. */
export async function listOrganizationSlugs(
  reader: Reader,
): Promise<{ readonly id: string; readonly slug: string }[]> {
  return reader.$queryRaw`
    SELECT id, slug FROM scope WHERE kind = 'organization' AND deleted_at IS NULL
     ORDER BY slug COLLATE "C" LIMIT 1000`;
}

/** One writer at a time decides which key the first of them is sealed under. */
export async function lockInstanceKeys(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('keystow instance keys', 1))`;
}

/** Before every id. */
export const NO_INSTANCE = '00000000-0000-0000-0000-000000000000';

/** Locks the next that are not under `fingerprint`, by id; those that somebody else holds are passed over. */
export async function lockInstancesNotUnder(
  tx: Tx,
  organizationId: string,
  fingerprint: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<LockedInstance[]> {
  return tx.$queryRaw<LockedInstance[]>`
    SELECT id, organization_id AS "organizationId", slug, token, key_fingerprint AS "keyFingerprint",
           mac_key_id AS "macKeyId", mac
      FROM instance
     WHERE organization_id = ${organizationId}::uuid AND key_fingerprint <> ${fingerprint}
       AND id > ${after}::uuid
     ORDER BY id LIMIT ${limit}
       FOR UPDATE SKIP LOCKED`;
}

/** Locks the next whose MAC is of a data key; those that somebody else holds are passed over. */
export async function lockInstancesUnder(
  tx: Tx,
  macKeyId: string,
  limit: number,
): Promise<LockedInstance[]> {
  return tx.$queryRaw<LockedInstance[]>`
    SELECT id, organization_id AS "organizationId", slug, token, key_fingerprint AS "keyFingerprint",
           mac_key_id AS "macKeyId", mac
      FROM instance
     WHERE mac_key_id = ${macKeyId}::uuid
     ORDER BY id LIMIT ${limit}
       FOR UPDATE SKIP LOCKED`;
}

/** Locked rows with their token under another key, in one statement. */
export async function replaceTokens(
  tx: Tx,
  rows: readonly (SealedAddress & { readonly id: string })[],
): Promise<void> {
  const column = <K extends keyof SealedAddress | 'id'>(name: K) => rows.map((row) => row[name]);
  await tx.$executeRaw`
    UPDATE instance i
       SET token = t.token, key_fingerprint = t.key_fingerprint, mac_key_id = t.mac_key_id, mac = t.mac
      FROM unnest(${column('id')}::uuid[], ${column('token')}::text[],
                  ${column('keyFingerprint')}::text[], ${column('macKeyId')}::uuid[],
                  ${column('mac')}::bytea[]) AS t (id, token, key_fingerprint, mac_key_id, mac)
     WHERE i.id = t.id`;
}

export interface NewMac {
  readonly id: string;
  readonly macKeyId: string;
  readonly mac: Uint8Array<ArrayBuffer>;
}

/** Locked rows with the same token and another MAC, in one statement. */
export async function replaceMacs(tx: Tx, rows: readonly NewMac[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE instance i SET mac_key_id = t.mac_key_id, mac = t.mac
      FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ macKeyId }) => macKeyId)}::uuid[],
                  ${rows.map(({ mac }) => mac)}::bytea[]) AS t (id, mac_key_id, mac)
     WHERE i.id = t.id`;
}

/**
 * Takes every row out, for a transaction that puts them back under other data keys: a MAC needs its key,
 * and with a lost master key all of these go at once.
 */
export async function takeInstancesOut(tx: Tx): Promise<InstanceRow[]> {
  const rows = await tx.instance.findMany({ orderBy: { id: 'asc' } });
  await tx.instance.deleteMany();
  return rows;
}

const ROWS_AT_ONCE = 1000;

export async function putInstancesBack(
  tx: Tx,
  rows: readonly (Omit<InstanceRow, 'mac'> & { readonly mac: Uint8Array<ArrayBuffer> })[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await tx.instance.createMany({ data: rows.slice(from, from + ROWS_AT_ONCE) });
  }
}
