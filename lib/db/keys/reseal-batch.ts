// One batch of re-encryption: envelopes are locked, read with what they are bound to, and written anew.
// On the transaction's own connection: Prisma's carriage of bytes costs more than sealing them does.

import 'server-only';
import type { Sealed } from '@/lib/crypto/sealed';
import type { ScopeKind } from '@/lib/domain/scope';
import type { ValueFormat } from '@/lib/domain/secret-kinds';
import { byteaArray, uuidArray } from '../connection/binary-array';
import { connectionOf } from '../connection/transaction';
import type { Tx } from '../connection/transaction';

export interface LockedEnvelope {
  readonly versionId: string;
  readonly dataKeyId: string;
  readonly envelope: Uint8Array;
}

/** Before every version id. */
export const NO_VERSION = '00000000-0000-0000-0000-000000000000';

/**
 * Locks the next envelopes under a key, in the order of their version ids and after that of `after`;
 * those that another worker holds are passed over. The row comparison starts the index scan behind
 * the entries that earlier batches left dead, and no other index gives that order.
 */
export async function lockEnvelopes(
  tx: Tx,
  dataKeyId: string,
  after: string,
  limit: number,
): Promise<LockedEnvelope[]> {
  const { rows } = await connectionOf(tx).query<LockedEnvelope>({
    text: `
      SELECT version_id AS "versionId", data_key_id AS "dataKeyId", envelope FROM sealed_value
       WHERE (data_key_id, version_id) > ($1::uuid, $2::uuid) AND data_key_id <= $1::uuid
         AND unreadable_at IS NULL
       ORDER BY data_key_id, version_id LIMIT $3
         FOR UPDATE SKIP LOCKED`,
    values: [dataKeyId, after, limit],
  });
  return rows;
}

/** Locks these envelopes; those that another worker holds are passed over. */
export async function lockEnvelopesOf(
  tx: Tx,
  versionIds: readonly string[],
): Promise<LockedEnvelope[]> {
  const { rows } = await connectionOf(tx).query<LockedEnvelope>({
    text: `
      SELECT version_id AS "versionId", data_key_id AS "dataKeyId", envelope FROM sealed_value
       WHERE version_id = ANY($1::uuid[]) AND unreadable_at IS NULL
       ORDER BY version_id
         FOR UPDATE SKIP LOCKED`,
    values: [uuidArray(versionIds)],
  });
  return rows;
}

/** What a value is bound to. */
export interface EnvelopePlace {
  readonly versionId: string;
  readonly number: number;
  readonly format: ValueFormat;
  readonly secretId: string;
  readonly name: string;
  readonly organizationId: string;
  readonly scopeId: string;
  readonly scopeKind: ScopeKind;
  readonly scopePath: string;
}

/**
 * A statement of its own, after the lock: a join would read the name before a rename it waited for.
 * OFFSET 0 has each row looked up by its id, where the planner would read the whole table of secrets.
 */
export async function findPlaces(tx: Tx, versionIds: readonly string[]): Promise<EnvelopePlace[]> {
  const { rows } = await connectionOf(tx).query<EnvelopePlace>({
    text: `
      SELECT v.id AS "versionId", v.number, v.format, s.id AS "secretId", s.name,
             s.organization_id AS "organizationId", s.scope_id AS "scopeId",
             c.kind::text AS "scopeKind", c.path AS "scopePath"
        FROM unnest($1::uuid[]) AS wanted (id)
       CROSS JOIN LATERAL (SELECT * FROM secret_version WHERE id = wanted.id OFFSET 0) v
       CROSS JOIN LATERAL (SELECT * FROM secret WHERE id = v.secret_id OFFSET 0) s
        JOIN scope c ON c.id = s.scope_id`,
    values: [uuidArray(versionIds)],
  });
  return rows;
}

export interface Resealed {
  readonly versionId: string;
  /** The envelope as it was locked. */
  readonly old: Uint8Array;
  readonly envelope: Sealed;
  readonly matchTag: Uint8Array;
  readonly displayTag: Uint8Array;
}

/** The keys that a batch was sealed and tagged with. */
export interface ResealKeys {
  readonly dataKeyId: string;
  readonly matchKeyId: string;
  readonly displayKeyId: string;
}

const AUTHENTICATOR_BYTES = 16;

/**
 * Writes a batch of locked envelopes under their new key, with their tags. Throws, so that nothing
 * is written, when one of them is no longer what was locked: its last bytes authenticate the rest.
 */
export async function writeResealed(
  tx: Tx,
  keys: ResealKeys,
  rows: readonly Resealed[],
): Promise<void> {
  const { rowCount } = await connectionOf(tx).query({
    text: `
      WITH input AS (
        SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[])
          AS t (version_id, old, envelope, match_tag, display_tag)
      ), tags AS (
        UPDATE secret_version v
           SET match_key_id = $6::uuid, match_tag = input.match_tag,
               display_key_id = $7::uuid, display_tag = input.display_tag
          FROM input WHERE v.id = input.version_id
      )
      UPDATE sealed_value s
         SET data_key_id = $8::uuid, envelope = input.envelope
        FROM input
       WHERE s.version_id = input.version_id
         AND substr(s.envelope, octet_length(s.envelope) - ${AUTHENTICATOR_BYTES - 1}) = input.old`,
    values: [
      uuidArray(rows.map((row) => row.versionId)),
      byteaArray(rows.map((row) => row.old.subarray(-AUTHENTICATOR_BYTES))),
      byteaArray(rows.map((row) => row.envelope)),
      byteaArray(rows.map((row) => row.matchTag)),
      byteaArray(rows.map((row) => row.displayTag)),
      keys.matchKeyId,
      keys.displayKeyId,
      keys.dataKeyId,
    ],
  });
  if (rowCount !== rows.length) throw new Error('A locked envelope was changed by another hand.');
}

/** Marks envelopes that do not open; they are passed over from now on. */
export async function markUnreadable(tx: Tx, versionIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE sealed_value SET unreadable_at = now() WHERE version_id = ANY(${versionIds}::uuid[])`;
}
