// After a reset: connectors without credentials of their own are sealed as they stand. They had nothing to lose.

import 'server-only';
import { listAllConnectors, sealConnectorAgain } from '@/lib/db/connectors/sealed-connectors';
import type { Tx } from '@/lib/db/connection/transaction';
import { appendEvents } from '../../audit/append-events';
import { sealCredentials, takesCredentials } from '../../backends/connector-credentials';
import type { Context } from '../../context';
import type { KeyRing } from '../key-ring';

/**
 * What sealed them before went with the master key, so nobody can say that none was changed meanwhile: an event
 * in each log says how many were taken as they stood. The others are approved anew with their credentials.
 */
export async function sealConnectorsAgain(
  { actor, requestId, installation }: Context,
  tx: Tx,
  keys: KeyRing,
): Promise<void> {
  const rows = (await listAllConnectors(tx)).filter(
    ({ kind, settings }) => !takesCredentials(kind, settings),
  );
  const owners = [...new Set(rows.map(({ organizationId }) => organizationId))].sort();
  const facts = { actor, requestId, at: new Date() };
  for (const organizationId of owners) {
    const own = rows.filter((row) => row.organizationId === organizationId);
    for (const row of own) {
      const ring = { keys, id: installation.id };
      await sealConnectorAgain(tx, row.id, await sealCredentials(tx, ring, row, null));
    }
    const event = { action: 'connectors.bound_again', count: own.length } as const;
    await appendEvents(tx, keys, organizationId, [{ event, facts }]);
  }
}
