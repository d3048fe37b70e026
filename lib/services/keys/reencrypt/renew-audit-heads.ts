// Authenticates the heads of audit logs with the audit key in force; their events stay as they are.

import 'server-only';
import { listAuditChainsUnder } from '@/lib/db/keys/reencryption';
import type { Context } from '../../context';
import { renewAuditHead } from '../../audit/renew-audit-head';
import { recorded } from '../../recorded';

/** Answers how many there were. Throws `tampered` for a head that this console did not write. */
export async function renewAuditHeads(ctx: Context, oldRootId: string): Promise<number> {
  const { database, keys } = ctx.installation;
  const chains = await listAuditChainsUnder(database.prisma, oldRootId);
  for (const chainId of chains) {
    await recorded(
      ctx,
      (tx) => renewAuditHead(tx, keys, chainId),
      () => ({ in: 'installation', events: [] }),
    );
  }
  return chains.length;
}
