// Sealed values as they are stored, for looking whether each still opens.

import 'server-only';
import type { ValueFormat } from '@/lib/domain/secret-kinds';
import type { Reader } from '../connection/transaction';

/** Before every version id. */
export const FIRST_VALUE = '00000000-0000-0000-0000-000000000000';

export interface StoredValue {
  readonly versionId: string;
  readonly dataKeyId: string;
  readonly envelope: Uint8Array;
  readonly version: number;
  readonly format: ValueFormat;
  readonly secretId: string;
  readonly name: string;
  readonly organizationId: string;
  readonly scopeId: string;
}

/** The next values after `after`, in the order of their ids, less those known not to open. */
export async function listStoredValues(
  reader: Reader,
  after: string,
  limit: number,
): Promise<StoredValue[]> {
  return reader.$queryRaw<StoredValue[]>`
    SELECT sealed.version_id AS "versionId", sealed.data_key_id AS "dataKeyId", sealed.envelope,
           v.number AS version, v.format, s.id AS "secretId", s.name,
           s.organization_id AS "organizationId", s.scope_id AS "scopeId"
      FROM sealed_value sealed
      JOIN secret_version v ON v.id = sealed.version_id
      JOIN secret s ON s.id = v.secret_id
     WHERE sealed.version_id > ${after}::uuid AND sealed.unreadable_at IS NULL
     ORDER BY sealed.version_id LIMIT ${limit}`;
}

export interface ValueCounts {
  readonly total: number;
  /** Known not to open. */
  readonly unreadable: number;
  /** Under a data key whose root key no master key opens. */
  readonly withoutKey: number;
}

export async function countValues(reader: Reader): Promise<ValueCounts> {
  const [row] = await reader.$queryRaw<ValueCounts[]>`
    SELECT count(*)::int AS total, (count(*) FILTER (WHERE v.unreadable_at IS NOT NULL))::int AS unreadable,
           (count(*) FILTER (WHERE NOT EXISTS
             (SELECT FROM root_key_wrap w WHERE w.root_id = k.root_id)))::int AS "withoutKey"
      FROM sealed_value v JOIN data_key k ON k.id = v.data_key_id`;
  return row ?? { total: 0, unreadable: 0, withoutKey: 0 };
}
