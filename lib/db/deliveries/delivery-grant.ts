// Whether a machine token may take a delivery at the very moment it is written.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { connectionOf } from '../connection/transaction';
import type { Tx } from '../connection/transaction';

/** Holds the token until commit: revoking it comes before, and is seen, or after, and waits. */
export async function holdDeliveryGrant(
  tx: Tx,
  app: AuthorizedScope,
  tokenId: string,
): Promise<boolean> {
  const { rowCount } = await connectionOf(tx).query({
    name: 'delivery-hold-grant',
    text: `SELECT t.id
             FROM token t
             JOIN scope home ON home.id = t.scope_id AND home.deleted_at IS NULL
             JOIN scope app ON app.id = $2::uuid AND app.deleted_at IS NULL
                           AND t.scope_id = ANY (app.lineage)
            WHERE t.id = $1::uuid AND t.revoked_at IS NULL
              AND (t.expires_at IS NULL OR t.expires_at > now())
              AND 'deliveries:create' = ANY (t.permissions)
              FOR SHARE OF t`,
    values: [tokenId, app.id],
  });
  return rowCount === 1;
}
