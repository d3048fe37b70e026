// Since when the console's own keys are in use.

import 'server-only';
import type { Reader } from '../connection/transaction';

export interface KeyAges {
  /** When the master key in force was first seen; null before there is one. */
  readonly masterKeySince: Date | null;
  /** When the oldest data key that still seals was made. */
  readonly dataKeysSince: Date | null;
}

export async function readKeyAges(reader: Reader): Promise<KeyAges> {
  const rows = await reader.$queryRaw<KeyAges[]>`
    SELECT (SELECT f.first_seen_at
              FROM root_head h
              JOIN root_key_wrap w ON w.root_id = h.root_id AND w.state = 'active'
              JOIN master_fingerprint f ON f.fingerprint = w.master_fingerprint
             LIMIT 1) AS "masterKeySince",
           (SELECT min(k.created_at)
              FROM key_head h JOIN data_key k ON k.id = h.data_key_id) AS "dataKeysSince"`;
  return rows[0]!;
}
