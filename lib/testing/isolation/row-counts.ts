// How many rows each table holds that a refused call must leave alone.

import type { Reader } from '@/lib/db/connection/transaction';

/** Refusals themselves are told and counted, and sessions are seen; nothing else may move. */
const OF_REFUSALS = ['audit_event', 'audit_head', 'audit_pending', 'denial_window', 'throttle'];

/** Counts of live rows and of changes since the tables were made, by table. */
export async function rowCounts(reader: Reader): Promise<Record<string, string>> {
  const tables = await reader.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables
     WHERE schemaname = 'public' AND tablename <> ALL(${[...OF_REFUSALS, 'session']})
     ORDER BY tablename`;
  const counts: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await reader.$queryRawUnsafe<{ sum: string }[]>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS sum
         FROM "${name}" t`,
    );
    counts[name] = row!.sum;
  }
  return counts;
}
