// The keys that could have signed a backup, as they lie in it: read before the restore commits.

import type pg from 'pg';
import 'server-only';
import type { DataKeyRow } from '../keys/data-keys';

/** A signing key, and a wrap of the root key that it lies under; one row for each wrap. */
export interface SealedSigningKey extends DataKeyRow {
  readonly masterFingerprint: string;
  /** The root key, wrapped by that master key. */
  readonly envelope: Uint8Array;
}

/** Those of the installation's own audit log. */
export async function listSigningKeys(client: pg.ClientBase): Promise<SealedSigningKey[]> {
  const { rows } = await client.query<SealedSigningKey>(
    `SELECT k.id, k.owner_id AS "ownerId", k.purpose, k.root_id AS "rootId", k.wrapped,
            w.master_fingerprint AS "masterFingerprint", w.envelope
       FROM data_key k JOIN root_key_wrap w ON w.root_id = k.root_id
      WHERE k.purpose = 'audit-sign' AND k.owner_id IN (SELECT id FROM installation)
      ORDER BY k.id, w.master_fingerprint`,
  );
  return rows;
}
