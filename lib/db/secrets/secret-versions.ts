// Versions of one secret: listed, opened for a rollback, and destroyed.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ValueFormat } from '@/lib/domain/secret-kinds';
import type { DataKeyRow } from '../keys/data-keys';
import type { Reader, Tx } from '../connection/transaction';

export interface VersionRow {
  readonly number: number;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly displayTag: Uint8Array | null;
  /** Of an external backend: its own name of the version. */
  readonly backendVersion: string | null;
  readonly destroyedAt: Date | null;
  /** Since when it cannot be opened because the master key is lost. */
  readonly lostAt: Date | null;
}

/** A live secret as the states of its versions need it. */
export interface VersionPointers {
  readonly id: string;
  readonly name: string;
  readonly currentVersion: number | null;
  readonly previousVersion: number | null;
  readonly stagedVersion: number | null;
}

/** The live secret of exactly this name, or null. */
export async function findPointers(
  reader: Reader,
  scope: AuthorizedScope,
  name: string,
): Promise<VersionPointers | null> {
  return reader.secret.findFirst({
    where: { scopeId: scope.id, name, deletedAt: null },
    select: {
      id: true,
      name: true,
      currentVersion: true,
      previousVersion: true,
      stagedVersion: true,
    },
  });
}

/** At most `limit` versions below the number `before`, newest first. */
export async function listVersionRows(
  reader: Reader,
  _scope: AuthorizedScope,
  secretId: string,
  page: { readonly before?: number | undefined; readonly limit: number },
): Promise<VersionRow[]> {
  return reader.secretVersion.findMany({
    where: { secretId, ...(page.before === undefined ? {} : { number: { lt: page.before } }) },
    orderBy: { number: 'desc' },
    take: page.limit,
    select: {
      number: true,
      reason: true,
      createdAt: true,
      createdBy: true,
      displayTag: true,
      backendVersion: true,
      destroyedAt: true,
      lostAt: true,
    },
  });
}

export async function findVersionFacts(
  reader: Reader,
  secretId: string,
  number: number,
): Promise<{ id: string; createdBy: string; createdAt: Date; destroyedAt: Date | null } | null> {
  return reader.secretVersion.findUnique({
    where: { secretId_number: { secretId, number } },
    select: { id: true, createdBy: true, createdAt: true, destroyedAt: true },
  });
}

/** A version with its envelope and the wrapped key that opens it; null when destroyed or lost. */
export interface SealedVersion {
  readonly number: number;
  readonly format: ValueFormat;
  readonly destroyedAt: Date | null;
  readonly lostAt: Date | null;
  readonly envelope: Uint8Array | null;
  readonly key: DataKeyRow | null;
}

/** Envelope and key in one statement, so that re-encryption cannot come between. Null for no version. */
export async function findSealedVersion(
  reader: Reader,
  secretId: string,
  number: number,
): Promise<SealedVersion | null> {
  const rows = await reader.$queryRaw<
    (Omit<SealedVersion, 'key'> & Partial<Omit<DataKeyRow, 'id'>> & { keyId: string | null })[]
  >`
    SELECT v.number, v.format, v.destroyed_at AS "destroyedAt",
           v.lost_at AS "lostAt", e.envelope,
           k.id AS "keyId", k.owner_id AS "ownerId", k.purpose, k.root_id AS "rootId", k.wrapped
      FROM secret_version v
      LEFT JOIN sealed_value e ON e.version_id = v.id
      LEFT JOIN data_key k ON k.id = e.data_key_id
     WHERE v.secret_id = ${secretId}::uuid AND v.number = ${number}::int`;
  const row = rows[0];
  if (!row) return null;
  const { keyId, ownerId, purpose, rootId, wrapped, ...version } = row;
  const key =
    keyId && ownerId && purpose && rootId && wrapped
      ? { id: keyId, ownerId, purpose, rootId, wrapped }
      : null;
  return { ...version, key };
}

/**
 * Deletes the envelope and both tags of a version of a locked secret, and clears the pointer that
 * stood on it. The current version is the caller's to refuse.
 */
export async function destroyVersionRow(
  tx: Tx,
  _scope: AuthorizedScope,
  secretId: string,
  versionId: string,
  at: Date,
): Promise<void> {
  await tx.sealedValue.deleteMany({ where: { versionId } });
  await tx.lostValue.deleteMany({ where: { versionId } });
  const { number } = await tx.secretVersion.update({
    where: { id: versionId },
    data: {
      matchKeyId: null,
      matchTag: null,
      displayKeyId: null,
      displayTag: null,
      destroyedAt: at,
    },
    select: { number: true },
  });
  await tx.secret.updateMany({
    where: { id: secretId, previousVersion: number },
    data: { previousVersion: null },
  });
  await tx.secret.updateMany({
    where: { id: secretId, stagedVersion: number },
    data: { stagedVersion: null },
  });
}
