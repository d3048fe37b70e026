// After a reset: database connections are bound to their rows under the new keys. Their own key was not lost.

import 'server-only';
import { putInstancesBack } from '@/lib/db/instances/instance-keys';
import type { InstanceRow } from '@/lib/db/instances/instances';
import type { Tx } from '@/lib/db/connection/transaction';
import { appendEvents } from '../../audit/append-events';
import type { Context } from '../../context';
import { bind, bindingKey } from '../../instances/seal-address';
import type { KeyRing } from '../key-ring';

/**
 * What bound them before went with the master key, so nobody can say that none was moved meanwhile: an event
 * in each log says how many were taken as they stood. `taken` are those of `takeInstancesOut`.
 */
export async function bindInstancesAgain(
  { actor, requestId }: Context,
  tx: Tx,
  keys: KeyRing,
  taken: readonly InstanceRow[],
): Promise<void> {
  const owners = [...new Set(taken.map(({ organizationId }) => organizationId))].sort();
  const facts = { actor, requestId, at: new Date() };
  for (const organizationId of owners) {
    const own = taken.filter((row) => row.organizationId === organizationId);
    const key = await bindingKey(tx, keys, organizationId);
    await putInstancesBack(
      tx,
      own.map((row) => ({ ...row, ...bind(key, row.id, row.token) })),
    );
    const event = { action: 'instances.bound_again', count: own.length } as const;
    await appendEvents(tx, keys, organizationId, [{ event, facts }]);
  }
}
