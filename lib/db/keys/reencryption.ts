// Re-encryption by sets: rings that still lie under an old root key, and what is sealed under them.

import 'server-only';
import type { Sealed } from '@/lib/crypto/sealed';
import type { DataKeyRow } from './data-keys';
import type { Reader, Tx } from '../connection/transaction';

/** The rings whose sealing key lies under `rootId`, of the next `owners` owners, in ascending order. */
export async function listRingsUnder(
  reader: Reader,
  rootId: string,
  owners: number,
): Promise<DataKeyRow[]> {
  return reader.$queryRaw<DataKeyRow[]>`
    WITH head AS (
      SELECT k.id, k.owner_id, k.purpose, k.root_id, k.wrapped
        FROM key_head h JOIN data_key k ON k.id = h.data_key_id
       WHERE k.root_id = ${rootId}::uuid
    )
    SELECT id, owner_id AS "ownerId", purpose, root_id AS "rootId", wrapped FROM head
     WHERE owner_id IN (SELECT DISTINCT owner_id FROM head ORDER BY owner_id LIMIT ${owners})
     ORDER BY owner_id, purpose`;
}

/** New keys of rings that exist: each becomes the one that seals. The caller holds their heads alone. */
export async function insertNextKeys(
  tx: Tx,
  keys: readonly (DataKeyRow & { readonly wrapped: Sealed })[],
): Promise<void> {
  const column = <K extends keyof DataKeyRow>(name: K) => keys.map((key) => key[name]);
  await tx.$executeRaw`
    WITH next AS (
      SELECT * FROM unnest(
        ${column('id')}::uuid[], ${column('ownerId')}::uuid[], ${column('purpose')}::text[],
        ${column('rootId')}::uuid[], ${column('wrapped')}::bytea[]
      ) AS t (id, owner_id, purpose, root_id, wrapped)
    ), made AS (
      INSERT INTO data_key (id, owner_id, purpose, root_id, wrapped) SELECT * FROM next
    )
    UPDATE key_head h SET data_key_id = next.id FROM next
     WHERE h.owner_id = next.owner_id AND h.purpose = next.purpose`;
}

/** How many envelopes lie under keys of a root: values, second factors, credentials of connectors, secrets of webhooks, MACs of instances. */
export async function countEnvelopesUnder(reader: Reader, rootId: string): Promise<number> {
  const [row] = await reader.$queryRaw<{ count: number }[]>`
    WITH old AS (SELECT id FROM data_key WHERE root_id = ${rootId}::uuid)
    SELECT ((SELECT count(*) FROM sealed_value WHERE data_key_id IN (SELECT id FROM old))
          + (SELECT count(*) FROM second_factor WHERE data_key_id IN (SELECT id FROM old))
          + (SELECT count(*) FROM connector WHERE data_key_id IN (SELECT id FROM old))
          + (SELECT count(*) FROM reminder_hook WHERE data_key_id IN (SELECT id FROM old))
          + (SELECT count(*) FROM instance WHERE mac_key_id IN (SELECT id FROM old)))::int AS count`;
  return row?.count ?? 0;
}

export interface OldKey extends DataKeyRow {
  /** Envelopes under it that are not known to be unreadable. */
  readonly remaining: number;
  readonly unreadable: number;
  /** The scope of a value ring; null for other owners. */
  readonly path: string | null;
}

/** Every key under `rootId`, with what is still sealed under it. */
export async function listOldKeys(reader: Reader, rootId: string): Promise<OldKey[]> {
  return reader.$queryRaw<OldKey[]>`
    SELECT k.id, k.owner_id AS "ownerId", k.purpose, k.root_id AS "rootId", k.wrapped, s.path,
           (count(v.version_id) FILTER (WHERE v.unreadable_at IS NULL)
            + (SELECT count(*) FROM second_factor f WHERE f.data_key_id = k.id)
            + (SELECT count(*) FROM connector c WHERE c.data_key_id = k.id)
            + (SELECT count(*) FROM reminder_hook h WHERE h.data_key_id = k.id)
            + (SELECT count(*) FROM instance i WHERE i.mac_key_id = k.id))::int AS remaining,
           (count(v.version_id) FILTER (WHERE v.unreadable_at IS NOT NULL))::int AS unreadable
      FROM data_key k
      LEFT JOIN scope s ON s.id = k.owner_id
      LEFT JOIN sealed_value v ON v.data_key_id = k.id
     WHERE k.root_id = ${rootId}::uuid
     GROUP BY k.id, s.path
     ORDER BY s.path NULLS FIRST, k.id`;
}

/**
 * Versions of one scope that were sealed under a new key already, yet tagged under a ring of their
 * organization that still had its old one. Null when there is none.
 */
export async function findOldTags(
  reader: Reader,
  rootId: string,
  limit: number,
): Promise<{ scopeId: string; versionIds: string[] } | null> {
  const rows = await reader.$queryRaw<{ scopeId: string; versionIds: string[] }[]>`
    WITH old AS (SELECT id FROM data_key WHERE root_id = ${rootId}::uuid), tagged AS (
      SELECT v.id, v.secret_id FROM secret_version v JOIN sealed_value e ON e.version_id = v.id
       WHERE (v.match_key_id IN (SELECT id FROM old) OR v.display_key_id IN (SELECT id FROM old))
         AND e.data_key_id NOT IN (SELECT id FROM old) AND e.unreadable_at IS NULL
       ORDER BY v.id LIMIT ${limit}
    )
    SELECT s.scope_id AS "scopeId", array_agg(t.id) AS "versionIds"
      FROM tagged t JOIN secret s ON s.id = t.secret_id
     GROUP BY s.scope_id LIMIT 1`;
  return rows[0] ?? null;
}

/** Forgets tags under keys of an old root that no envelope is left to make again. */
export async function dropStrayTags(tx: Tx, rootId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE secret_version v
       SET match_key_id = NULL, match_tag = NULL, display_key_id = NULL, display_tag = NULL
     WHERE v.match_key_id IN (SELECT id FROM data_key WHERE root_id = ${rootId}::uuid)
       AND NOT EXISTS (SELECT FROM sealed_value s WHERE s.version_id = v.id)`;
}

/**
 * What still needs a key under `rootId`: ring heads, envelopes, tags, second factors, connectors, webhooks,
 * instances and audit heads.
 */
export async function countReferences(reader: Reader, rootId: string): Promise<number> {
  const [row] = await reader.$queryRaw<{ count: number }[]>`
    WITH old AS (SELECT id FROM data_key WHERE root_id = ${rootId}::uuid)
    SELECT ((SELECT count(*) FROM key_head WHERE data_key_id IN (SELECT id FROM old))
          + (SELECT count(*) FROM sealed_value WHERE data_key_id IN (SELECT id FROM old))
          + (SELECT count(*) FROM secret_version WHERE match_key_id IN (SELECT id FROM old))
          + (SELECT count(*) FROM secret_version WHERE display_key_id IN (SELECT id FROM old))
          + (SELECT count(*) FROM second_factor WHERE data_key_id IN (SELECT id FROM old))
          + (SELECT count(*) FROM connector WHERE data_key_id IN (SELECT id FROM old))
          + (SELECT count(*) FROM reminder_hook WHERE data_key_id IN (SELECT id FROM old))
          + (SELECT count(*) FROM instance WHERE mac_key_id IN (SELECT id FROM old))
          + (SELECT count(*) FROM audit_head WHERE key_id IN (SELECT id FROM old)))::int AS count`;
  return row?.count ?? 0;
}

/** Chains whose head is still authenticated with a key under `rootId`. */
export async function listAuditChainsUnder(reader: Reader, rootId: string): Promise<string[]> {
  const rows = await reader.$queryRaw<{ chainId: string }[]>`
    SELECT h.chain_id AS "chainId" FROM audit_head h JOIN data_key k ON k.id = h.key_id
     WHERE k.root_id = ${rootId}::uuid ORDER BY h.chain_id`;
  return rows.map((row) => row.chainId);
}

/** Deletes the keys and wraps of an old root; the foreign keys refuse while a value needs one. */
export async function deleteRootKey(tx: Tx, rootId: string): Promise<number> {
  const keys = await tx.dataKey.deleteMany({ where: { rootId } });
  await tx.rootKeyWrap.deleteMany({ where: { rootId } });
  return keys.count;
}
