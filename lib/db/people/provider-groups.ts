// Memberships that follow what an identity provider calls a person's groups.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';

export interface GroupChange {
  readonly id: string;
  readonly slug: string;
  readonly change: 'added' | 'removed';
}

/** The organizations that have a group which the provider calls by one of `names`, at most two. */
export async function organizationsOfGroups(
  reader: Reader,
  names: readonly string[],
): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT organization_id AS id FROM people_group
     WHERE external_name = ANY(${[...names]}::text[]) LIMIT 2`;
  return rows.map((row) => row.id);
}

/**
 * Sets the person's memberships of source `provider` to the groups of his organization that the provider
 * calls by one of `names`. Those of source `console` are somebody's decision here, and stay. The lock
 * waits for who gives a group another name, and then looks again.
 */
export async function syncProviderGroups(
  tx: Tx,
  { userId, organizationId }: { readonly userId: string; readonly organizationId: string },
  names: readonly string[],
): Promise<GroupChange[]> {
  return tx.$queryRaw<GroupChange[]>`
    WITH wanted AS (
      SELECT id FROM people_group
       WHERE organization_id = ${organizationId}::uuid
         AND external_name = ANY(${[...names]}::text[])
         FOR KEY SHARE
    ), gone AS (
      DELETE FROM group_member
       WHERE user_id = ${userId}::uuid AND source = 'provider'
         AND group_id NOT IN (SELECT id FROM wanted)
      RETURNING group_id
    ), come AS (
      INSERT INTO group_member (group_id, user_id, source)
      SELECT id, ${userId}::uuid, 'provider' FROM wanted
      ON CONFLICT DO NOTHING
      RETURNING group_id
    ), changed AS (
      SELECT group_id, 'removed' AS change FROM gone
      UNION ALL SELECT group_id, 'added' FROM come
    )
    SELECT g.id, g.slug, c.change FROM changed c JOIN people_group g ON g.id = c.group_id
     ORDER BY g.slug`;
}
