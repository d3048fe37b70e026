// Deletes a value where it lives, when its secret is deleted and that was asked for.

import 'server-only';
import { ruleBroken } from '@/lib/domain/errors';
import { storedReference } from '@/lib/domain/backend-reference';
import type { LockedSecret } from '@/lib/db/secrets/secrets';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ElsewhereRef } from '@/lib/domain/secret-event';
import type { Context } from '../context';
import { withFaultsTold } from '../backends/fault-error';
import { openConnectors } from '../backends/open-connector';
import { refuseSharedPlace } from './place-holders';

/**
 * Says what was deleted where. Throws 422 for what is sealed here and for a connector that only reads, 409 as
 * `refuseSharedPlace` does, 422 or 503 `backend_…` where the backend did not delete it.
 */
export async function removeAtBackend(
  ctx: Context,
  scope: AuthorizedScope,
  { id, backend, reference, connectorId }: LockedSecret,
): Promise<ElsewhereRef> {
  if (backend === 'local' || connectorId === null || reference === null) {
    throw ruleBroken('/backend', 'not_elsewhere', 'Its value lives here alone. Leave that out.');
  }
  const opened = (await openConnectors(ctx.installation, [connectorId])).get(connectorId);
  const program = opened?.backend;
  if (!program?.remove || !opened?.row.writable) {
    const message =
      'The connector only reads. Delete the value at the backend, and leave that out.';
    throw ruleBroken('/backend', 'read_only', message);
  }
  const place = storedReference(backend, reference);
  const { settings } = opened.row;
  await refuseSharedPlace(ctx, scope, { kind: backend, settings, reference: place }, id);
  const { signal } = new AbortController();
  await withFaultsTold(reference, program.remove(place, signal));
  return { backend, reference, connector: { id: connectorId, name: opened.row.slug } };
}
