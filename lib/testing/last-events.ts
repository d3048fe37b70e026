// What was told last in the audit log, for tests of acts.

import type { Reader } from '@/lib/db/connection/transaction';

/** The last `count` events of a chain, oldest first: each its action with its details. */
export async function lastEvents(
  reader: Reader,
  chainId: string,
  count: number,
): Promise<({ readonly action: string } & Readonly<Record<string, unknown>>)[]> {
  const rows = await reader.auditEvent.findMany({
    where: { chainId },
    orderBy: { number: 'desc' },
    take: count,
  });
  return rows.reverse().map(({ action, text }) => {
    const { details } = JSON.parse(text!) as { details: Record<string, unknown> };
    return { ...details, action };
  });
}
