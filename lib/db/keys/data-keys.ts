// Rings of data keys and their heads; a key is stored wrapped by the root key.

import 'server-only';
import type { Sealed } from '@/lib/crypto/sealed';
import type { Reader, Tx } from '../connection/transaction';

export interface DataKeyRow {
  readonly id: string;
  readonly ownerId: string;
  readonly purpose: string;
  readonly rootId: string;
  readonly wrapped: Uint8Array;
}

/** Names a ring: whose keys, and what for. */
export interface RingName {
  readonly ownerId: string;
  readonly purpose: string;
}

/**
 * Step 1 of the lock order: shared for writers and re-encryption, released at commit. Reads made
 * after it see the head that a finished flip left.
 */
export async function shareKeyHeads(tx: Tx, ownerId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${ownerId}, 1))`;
}

/**
 * As `shareKeyHeads` for a scope and its organization, whose rings every write into the scope uses.
 * In ascending order, as `takeKeyHeads`.
 */
export async function shareKeyHeadsOfScope(tx: Tx, scopeId: string): Promise<void> {
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock_shared(hashtextextended(owner.id::text, 1))
      FROM (SELECT unnest(ARRAY[id, organization_id]) AS id FROM scope
             WHERE id = ${scopeId}::uuid ORDER BY 1) AS owner`;
}

/** As `shareKeyHeads`, but alone: it waits for all who share. `ownerIds` in ascending order. */
export async function takeKeyHeads(tx: Tx, ownerIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(owner.id, 1))
      FROM unnest(${ownerIds}::text[]) AS owner(id)`;
}

/** Those of `ids` that there are still. */
export async function findLivingKeys(reader: Reader, ids: readonly string[]): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT id FROM data_key WHERE id = ANY(${ids}::uuid[])`;
  return rows.map((row) => row.id);
}

/** The sealing key of each ring that has one, in one statement. */
export async function findKeyHeads(
  reader: Reader,
  rings: readonly RingName[],
): Promise<DataKeyRow[]> {
  const owners = rings.map((ring) => ring.ownerId);
  const purposes = rings.map((ring) => ring.purpose);
  return reader.$queryRaw<DataKeyRow[]>`
    SELECT k.id, k.owner_id AS "ownerId", k.purpose, k.root_id AS "rootId", k.wrapped
      FROM unnest(${owners}::uuid[], ${purposes}::text[]) AS ring(owner_id, purpose)
      JOIN key_head h ON h.owner_id = ring.owner_id AND h.purpose = ring.purpose
      JOIN data_key k ON k.id = h.data_key_id`;
}

/**
 * Makes `row` the first key of its ring; when another transaction was faster, that one's stays. False
 * when `row` lies under a root key that is no longer the one in use: nothing was written then.
 */
export async function insertFirstKey(
  tx: Tx,
  row: DataKeyRow & { wrapped: Sealed },
): Promise<boolean> {
  const [root] = await tx.$queryRaw<{ rootId: string }[]>`
    WITH root AS (
      SELECT root_id FROM root_head WHERE root_id = ${row.rootId}::uuid FOR SHARE
    ), head AS (
      INSERT INTO key_head (owner_id, purpose, data_key_id)
      SELECT ${row.ownerId}::uuid, ${row.purpose}, ${row.id}::uuid FROM root
      ON CONFLICT DO NOTHING RETURNING data_key_id
    ), key AS (
      INSERT INTO data_key (id, owner_id, purpose, root_id, wrapped)
      SELECT head.data_key_id, ${row.ownerId}::uuid, ${row.purpose}, ${row.rootId}::uuid, ${row.wrapped}
        FROM head
    )
    SELECT root_id AS "rootId" FROM root`;
  return root !== undefined;
}

export async function findDataKey(reader: Reader, id: string): Promise<DataKeyRow | null> {
  return reader.dataKey.findUnique({ where: { id } });
}

/** Every key of a ring, the retired ones that are not deleted yet too. */
export async function listRingKeys(
  reader: Reader,
  { ownerId, purpose }: RingName,
): Promise<DataKeyRow[]> {
  return reader.dataKey.findMany({
    where: { ownerId, purpose },
    select: { id: true, ownerId: true, purpose: true, rootId: true, wrapped: true },
  });
}

/** Every key of a ring in the order they came into use: the one that seals now is the last. */
export async function listKeysOldestFirst(
  reader: Reader,
  { ownerId, purpose }: RingName,
): Promise<DataKeyRow[]> {
  return reader.$queryRaw<DataKeyRow[]>`
    SELECT k.id, k.owner_id AS "ownerId", k.purpose, k.root_id AS "rootId", k.wrapped
      FROM data_key k LEFT JOIN key_head h ON h.data_key_id = k.id
     WHERE k.owner_id = ${ownerId}::uuid AND k.purpose = ${purpose}
     ORDER BY h.data_key_id IS NOT NULL, k.id`;
}

export async function countDataKeys(reader: Reader): Promise<number> {
  return reader.dataKey.count();
}

/** Values of every version that is not destroyed. */
export async function countSealedValues(reader: Reader): Promise<number> {
  return reader.sealedValue.count();
}

/** A data key with how many values lie under it; `path` is that of the scope it belongs to. */
export interface CountedDataKey {
  readonly id: string;
  readonly purpose: string;
  readonly path: string | null;
  readonly createdAt: Date;
  readonly sealing: boolean;
  readonly values: number;
}

/** In the order of their ids, which is the order they were made in. */
export async function listDataKeyRows(
  reader: Reader,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<CountedDataKey[]> {
  return reader.$queryRaw<CountedDataKey[]>`
    SELECT k.id, k.purpose, s.path, k.created_at AS "createdAt",
           EXISTS (SELECT FROM key_head h WHERE h.data_key_id = k.id) AS sealing,
           (SELECT count(*) FROM sealed_value v WHERE v.data_key_id = k.id)::int AS values
      FROM data_key k LEFT JOIN scope s ON s.id = k.owner_id
     WHERE k.id > ${page.after ?? NO_ID}::uuid
     ORDER BY k.id LIMIT ${page.limit}`;
}

const NO_ID = '00000000-0000-0000-0000-000000000000';
