// Envelopes that were set aside with a lost key, on their way back into the live tables.

import 'server-only';
import type { Sealed } from '@/lib/crypto/sealed';
import type { ValueFormat } from '@/lib/domain/secret-kinds';
import type { DataKeyRow } from './data-keys';
import type { Reader, Tx } from '../connection/transaction';

/** The data keys that were set aside under a root, in the order of their ids. */
export async function listLostDataKeys(reader: Reader, rootId: string): Promise<DataKeyRow[]> {
  return reader.lostDataKey.findMany({ where: { rootId }, orderBy: { id: 'asc' } });
}

export interface LostEnvelope {
  readonly versionId: string;
  readonly envelope: Uint8Array;
}

/** Locks the next envelopes under a key, from after the version `after`; others' are passed over. */
export async function lockLostValues(
  tx: Tx,
  dataKeyId: string,
  page: { readonly after: string; readonly limit: number },
): Promise<LostEnvelope[]> {
  return tx.$queryRaw<LostEnvelope[]>`
    SELECT version_id AS "versionId", envelope FROM lost_value
     WHERE data_key_id = ${dataKeyId}::uuid AND version_id > ${page.after}::uuid
     ORDER BY version_id LIMIT ${page.limit}
       FOR UPDATE SKIP LOCKED`;
}

/** What a lost value is bound to. */
export interface LostPlace {
  readonly versionId: string;
  readonly version: number;
  readonly format: ValueFormat;
  readonly secretId: string;
  readonly name: string;
  readonly organizationId: string;
  readonly scopeId: string;
}

/** A statement of its own, after the lock: see the transactions chapter of the key documentation. */
export async function findLostPlaces(tx: Tx, versionIds: readonly string[]): Promise<LostPlace[]> {
  return tx.$queryRaw<LostPlace[]>`
    SELECT v.id AS "versionId", v.number AS version, v.format, s.id AS "secretId", s.name,
           s.organization_id AS "organizationId", s.scope_id AS "scopeId"
      FROM secret_version v JOIN secret s ON s.id = v.secret_id
     WHERE v.id = ANY(${versionIds}::uuid[])`;
}

export interface PutBack {
  readonly versionId: string;
  readonly envelope: Sealed;
  readonly matchTag: Uint8Array;
  readonly displayTag: Uint8Array;
}

/** Puts a batch of locked envelopes back, sealed and tagged under the keys in force. */
export async function putBackValues(
  tx: Tx,
  keys: {
    readonly dataKeyId: string;
    readonly matchKeyId: string;
    readonly displayKeyId: string;
  },
  rows: readonly PutBack[],
): Promise<void> {
  await tx.$executeRaw`
    WITH input AS (
      SELECT * FROM unnest(
        ${rows.map((row) => row.versionId)}::uuid[], ${rows.map((row) => row.envelope)}::bytea[],
        ${rows.map((row) => row.matchTag)}::bytea[], ${rows.map((row) => row.displayTag)}::bytea[]
      ) AS t (version_id, envelope, match_tag, display_tag)
    ), taken AS (
      DELETE FROM lost_value WHERE version_id IN (SELECT version_id FROM input)
    ), tagged AS (
      UPDATE secret_version v
         SET lost_at = NULL, match_key_id = ${keys.matchKeyId}::uuid, match_tag = input.match_tag,
             display_key_id = ${keys.displayKeyId}::uuid, display_tag = input.display_tag
        FROM input WHERE v.id = input.version_id
    )
    INSERT INTO sealed_value (version_id, data_key_id, envelope)
    SELECT version_id, ${keys.dataKeyId}::uuid, envelope FROM input`;
}

/** Deletes the keys under a root that nothing lies under any more. */
export async function dropEmptyLostKeys(tx: Tx, rootId: string): Promise<void> {
  await tx.lostDataKey.deleteMany({ where: { rootId, values: { none: {} } } });
}

export async function countLostValues(reader: Reader): Promise<number> {
  return reader.lostValue.count();
}
