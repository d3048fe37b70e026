// The keyed tags of the values that secrets have and had.

import 'server-only';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader } from '../connection/transaction';

export interface MatchTag {
  readonly keyId: string;
  readonly tag: Uint8Array;
}

/** Of these versions of one secret, as far as their values are known here. */
export async function listVersionTags(
  reader: Reader,
  secretId: string,
  versions: readonly number[],
): Promise<MatchTag[]> {
  return reader.$queryRaw<MatchTag[]>`
    SELECT match_key_id AS "keyId", match_tag AS tag FROM secret_version
     WHERE secret_id = ${secretId}::uuid AND number = ANY (${[...versions]}::int[])
       AND match_key_id IS NOT NULL AND match_tag IS NOT NULL`;
}

/** Beside whose it is, and where. */
export interface PlacedTag extends MatchTag {
  readonly secretId: string;
  readonly name: string;
  readonly scopeId: string;
  readonly kind: ScopeKind;
  readonly path: string;
}

/** Of every version whose value there is. */
export async function listMatchTags(
  reader: Reader,
  secretIds: readonly string[],
): Promise<PlacedTag[]> {
  return reader.$queryRaw<PlacedTag[]>`
    SELECT v.match_key_id AS "keyId", v.match_tag AS tag, s.id AS "secretId", s.name,
           c.id AS "scopeId", c.kind::text AS kind, c.path
      FROM secret_version v
      JOIN secret s ON s.id = v.secret_id
      JOIN scope c ON c.id = s.scope_id
     WHERE v.secret_id = ANY (${[...secretIds]}::uuid[])
       AND v.match_key_id IS NOT NULL AND v.match_tag IS NOT NULL`;
}
