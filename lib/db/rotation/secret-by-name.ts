// A secret as far as its rotation goes, found by its name.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { SecretType } from '@/lib/domain/secret-kinds';
import type { Reader } from '../connection/transaction';

export interface RotatedSecret {
  readonly id: string;
  readonly type: SecretType;
  /** What it says itself; null where it says nothing. */
  readonly ownDays: number | null;
}

/** The live secret of the scope with exactly this name, or null. */
export async function findSecretByName(
  reader: Reader,
  scope: AuthorizedScope,
  name: string,
): Promise<RotatedSecret | null> {
  const rows = await reader.$queryRaw<RotatedSecret[]>`
    SELECT id, type, rotation_window_days AS "ownDays" FROM secret
     WHERE scope_id = ${scope.id}::uuid AND deleted_at IS NULL
       AND lower(name) COLLATE "C" = lower(${name}) AND name = ${name}`;
  return rows[0] ?? null;
}
