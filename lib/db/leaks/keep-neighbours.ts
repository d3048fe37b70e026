// What an open leak case has to know of a secret that is purged: whose value it had, and whose owner.

import 'server-only';
import type { Tx } from '../connection/transaction';

/** Before they are purged: nothing could be found by their values and owners any more. */
export async function keepNeighbours(tx: Tx, secretIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    WITH leaked AS (
      SELECT l.id, l.versions, s.id AS secret_id, s.owner_user_id, s.owner_team_id
        FROM leak_case l JOIN secret s ON s.id = l.secret_id
       WHERE l.secret_id = ANY (${[...secretIds]}::uuid[]) AND l.state = 'open'
    ), near AS (
      SELECT k.id, o.secret_id, 'value' AS why
        FROM leaked k
        JOIN secret_version v ON v.secret_id = k.secret_id AND v.number = ANY (k.versions)
        JOIN secret_version o ON o.match_tag = v.match_tag AND o.match_key_id = v.match_key_id
                             AND o.destroyed_at IS NULL
      UNION ALL
      SELECT k.id, s.id, 'owner'
        FROM leaked k JOIN secret s ON s.owner_user_id = k.owner_user_id
                                    OR s.owner_team_id = k.owner_team_id
    )
    INSERT INTO leak_neighbour (case_id, secret_id, name, scope_path, why)
    SELECT n.id, s.id, s.name, c.path, array_agg(DISTINCT n.why)
      FROM near n
      JOIN secret s ON s.id = n.secret_id AND s.id <> ALL (${[...secretIds]}::uuid[])
      JOIN scope c ON c.id = s.scope_id
     GROUP BY n.id, s.id, c.path
    ON CONFLICT (case_id, secret_id) DO NOTHING`;
}
