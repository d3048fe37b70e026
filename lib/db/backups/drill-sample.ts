// What a drill tries to open: every data key, and values of every scope.

import 'server-only';
import type { ValueFormat } from '@/lib/domain/secret-kinds';
import type { DataKeyRow } from '../keys/data-keys';
import type { Reader } from '../connection/transaction';

/** Those of a root key that some master key opens. */
export async function listAllDataKeys(reader: Reader): Promise<DataKeyRow[]> {
  return reader.$queryRaw<DataKeyRow[]>`
    SELECT id, owner_id AS "ownerId", purpose, root_id AS "rootId", wrapped FROM data_key k
     WHERE EXISTS (SELECT FROM root_key_wrap w WHERE w.root_id = k.root_id) ORDER BY id`;
}

export interface SampledValue {
  readonly versionId: string;
  readonly dataKeyId: string;
  readonly envelope: Uint8Array;
  readonly version: number;
  readonly format: ValueFormat;
  readonly secretId: string;
  readonly name: string;
  readonly organizationId: string;
  readonly scopeId: string;
  /** Null where the version has no tag. */
  readonly matchKeyId: string | null;
  readonly matchTag: Uint8Array | null;
}

/** As many of each scope, at random; less those known not to open. */
export async function sampleValues(reader: Reader, limit: number): Promise<SampledValue[]> {
  return reader.$queryRaw<SampledValue[]>`
    SELECT sealed.version_id AS "versionId", sealed.data_key_id AS "dataKeyId", sealed.envelope,
           v.number AS version, v.format, s.id AS "secretId", s.name,
           s.organization_id AS "organizationId", s.scope_id AS "scopeId",
           v.match_key_id AS "matchKeyId", v.match_tag AS "matchTag"
      FROM (SELECT v.id, row_number() OVER (PARTITION BY s.scope_id ORDER BY random()) AS nth
              FROM secret_version v JOIN secret s ON s.id = v.secret_id
              JOIN sealed_value l ON l.version_id = v.id WHERE l.unreadable_at IS NULL) picked
      JOIN sealed_value sealed ON sealed.version_id = picked.id
      JOIN secret_version v ON v.id = picked.id
      JOIN secret s ON s.id = v.secret_id
     ORDER BY picked.nth, picked.id LIMIT ${limit}`;
}
