// Database connections as they are stored: what of each may be shown, and its address as a token.

import 'server-only';
import type { FernetToken } from '@/lib/crypto/fernet';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Reader, Tx } from '../connection/transaction';

export interface InstanceRow {
  readonly id: string;
  readonly organizationId: string;
  readonly slug: string;
  readonly name: string;
  readonly token: string;
  readonly keyFingerprint: string;
  readonly macKeyId: string;
  readonly mac: Uint8Array;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly testedAt: Date | null;
  readonly testFault: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

/** A token that was made or opened here, with what binds it to its row. */
export interface SealedAddress {
  readonly token: FernetToken;
  readonly keyFingerprint: string;
  readonly macKeyId: string;
  readonly mac: Uint8Array<ArrayBuffer>;
}

/** What of the address may be shown. */
export type ShownParts = Pick<InstanceRow, 'host' | 'port' | 'database' | 'username'>;

export interface InstanceWrite extends SealedAddress, ShownParts {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** Of an organization, by slug, from after `after`. */
export async function listInstanceRows(
  reader: Reader,
  { organizationId }: Pick<AuthorizedScope, 'organizationId'>,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<InstanceRow[]> {
  return reader.$queryRaw<InstanceRow[]>`
    SELECT id, organization_id AS "organizationId", slug, name, token,
           key_fingerprint AS "keyFingerprint", mac_key_id AS "macKeyId", mac,
           host, port, database, username, tested_at AS "testedAt", test_fault AS "testFault",
           created_at AS "createdAt", updated_at AS "updatedAt", updated_by AS "updatedBy"
      FROM instance
     WHERE organization_id = ${organizationId}::uuid
       AND (${after ?? null}::text IS NULL OR slug COLLATE "C" > ${after ?? null}::text)
     ORDER BY slug COLLATE "C" LIMIT ${limit}`;
}

/** Of the whole installation, by slug. */
export async function listAllInstances(reader: Reader): Promise<InstanceRow[]> {
  return reader.instance.findMany({ orderBy: [{ slug: 'asc' }, { id: 'asc' }] });
}

/** By id or slug; null where the organization has none. */
export async function findInstanceRow(
  reader: Reader,
  organizationId: string,
  named: { readonly id: string } | { readonly slug: string },
): Promise<InstanceRow | null> {
  return reader.instance.findFirst({ where: { organizationId, ...named } });
}

export async function findInstancesBySlug(
  reader: Reader,
  organizationId: string,
  slugs: readonly string[],
): Promise<InstanceRow[]> {
  return reader.instance.findMany({ where: { organizationId, slug: { in: [...slugs] } } });
}

/** As it is now, held until commit; null where it is gone. */
export async function lockInstance(
  tx: Tx,
  { organizationId, id }: Pick<InstanceRow, 'organizationId' | 'id'>,
): Promise<InstanceRow | null> {
  await tx.$queryRaw<object[]>`SELECT id FROM instance WHERE id = ${id}::uuid FOR UPDATE`;
  return findInstanceRow(tx, organizationId, { id });
}

/** Answers the ids of those that were made: a slug that the organization has already is left out. */
export async function insertInstances(
  tx: Tx,
  { organizationId }: Pick<AuthorizedScope, 'organizationId'>,
  updatedBy: string,
  made: readonly InstanceWrite[],
): Promise<string[]> {
  const rows = await tx.instance.createManyAndReturn({
    data: made.map((one) => ({ ...one, organizationId, updatedBy })),
    skipDuplicates: true,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Another address is not tested yet; without one it stays as it is. */
export async function updateInstance(
  tx: Tx,
  id: string,
  by: string,
  { name, address }: { readonly name: string; readonly address?: SealedAddress & ShownParts },
): Promise<void> {
  const anew = address ? { ...address, testedAt: null, testFault: null } : {};
  await tx.instance.update({
    where: { id },
    data: { name, ...anew, updatedBy: by, updatedAt: new Date() },
  });
}

/** What a test found, `fault` null where it answered; false where it has another token meanwhile. */
export async function noteInstanceTest(
  tx: Tx,
  { id, token }: Pick<InstanceRow, 'id' | 'token'>,
  fault: string | null,
): Promise<boolean> {
  const { count } = await tx.instance.updateMany({
    where: { id, token },
    data: { testedAt: new Date(), testFault: fault },
  });
  return count === 1;
}

export async function deleteInstanceRow(tx: Tx, id: string): Promise<void> {
  await tx.instance.delete({ where: { id } });
}
