// The keyed tags of the values that secrets have and had.

import 'server-only';
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

/** Of every version whose value there is. */
export async function listMatchTags(
  reader: Reader,
  secretIds: readonly string[],
): Promise<MatchTag[]> {
  return reader.$queryRaw<MatchTag[]>`
    SELECT match_key_id AS "keyId", match_tag AS tag FROM secret_version
     WHERE secret_id = ANY (${[...secretIds]}::uuid[])
       AND match_key_id IS NOT NULL AND match_tag IS NOT NULL`;
}
