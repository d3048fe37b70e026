// How often what a scope delivers was changed: a number that watchers compare, and nothing else.

import 'server-only';
import type { ChangedDeliveries } from '@/lib/domain/changes-deliveries';
import { connectionOf } from '../connection/transaction';
import type { Tx } from '../connection/transaction';

/**
 * Counts one on for the scopes, and for those with an alias of one of the secrets. Held until commit,
 * so a number is never seen before what it stands for; asked for right before the audit head.
 */
export async function raiseGenerations(
  tx: Tx,
  { scopeIds, secretIds }: ChangedDeliveries,
): Promise<void> {
  await connectionOf(tx).query({
    name: 'raise-generations',
    text: `
      WITH RECURSIVE changed AS (
        SELECT unnest($2::uuid[]) AS id, NULL::uuid AS scope_id
        UNION
        SELECT alias.id, alias.scope_id
          FROM changed JOIN secret alias ON alias.alias_of_id = changed.id
      ), touched AS (
        SELECT unnest($1::uuid[]) AS scope_id
        UNION
        SELECT scope_id FROM changed WHERE scope_id IS NOT NULL
      )
      INSERT INTO scope_generation (scope_id, generation)
      SELECT scope_id, 1 FROM touched ORDER BY scope_id
      ON CONFLICT (scope_id) DO UPDATE SET generation = scope_generation.generation + 1`,
    values: [scopeIds, secretIds],
  });
}
