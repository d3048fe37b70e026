// Secrets that refer through a connector which does not serve their scope.

import 'server-only';
import type { Reader } from '../connection/transaction';

/**
 * Of these secrets: a connector serves its scope and those below. Nothing here writes such a row; whoever
 * writes to the database alone could.
 */
export async function listStrayReferences(
  reader: Reader,
  secretIds: readonly string[],
): Promise<Set<string>> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT s.id
      FROM secret s
      JOIN scope c ON c.id = s.scope_id
      JOIN connector k ON k.id = s.connector_id
     WHERE s.id = ANY(${secretIds}::uuid[]) AND NOT k.scope_id = ANY(c.lineage)`;
  return new Set(rows.map(({ id }) => id));
}
