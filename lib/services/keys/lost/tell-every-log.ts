// After a reset: every audit log goes on under its new key, with an event that quotes what was found.

import 'server-only';
import { listAuditChains } from '@/lib/db/keys/lost-keys';
import type { LostCounts } from '@/lib/db/keys/lost-keys';
import type { Tx } from '@/lib/db/connection/transaction';
import { appendEvents } from '../../audit/append-events';
import { restartAuditHead } from '../../audit/restart-audit-head';
import type { Context } from '../../context';
import type { KeyRing } from '../key-ring';

export interface Told {
  readonly lostFingerprints: readonly string[];
  readonly masterFingerprint: string;
}

/** The first event of each log under its new key quotes what was found. */
export async function tellEveryLog(
  { installation, actor, requestId }: Context,
  tx: Tx,
  keys: KeyRing,
  told: Told,
  lost: readonly LostCounts[],
): Promise<void> {
  const facts = { actor, requestId, at: new Date() };
  const chains = await listAuditChains(tx, installation.id);
  for (const chainId of chains) {
    const own = lost.filter((one) => one.organizationId === chainId);
    const { secrets: secretsLost, versions: versionsLost } = sumOf(
      chainId === installation.id ? lost : own,
    );
    const found = await restartAuditHead(tx, keys, chainId);
    const event = { action: 'keys.reset', ...told, ...found, secretsLost, versionsLost } as const;
    await appendEvents(tx, keys, chainId, [{ event, facts }]);
  }
}

/** Of several organizations together. */
export function sumOf(lost: readonly LostCounts[]): { secrets: number; versions: number } {
  const sum = (key: 'secrets' | 'versions') => lost.reduce((total, one) => total + one[key], 0);
  return { secrets: sum('secrets'), versions: sum('versions') };
}
