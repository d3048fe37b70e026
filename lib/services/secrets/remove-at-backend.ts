// Deletes a value where it lives, when its secret is deleted and that was asked for.

import 'server-only';
import { ruleBroken } from '@/lib/domain/errors';
import { storedReference } from '@/lib/domain/backend-reference';
import type { BackendReference } from '@/lib/domain/backend-reference';
import type { Backend } from '@/lib/backends/backend';
import type { PlacedReference } from '@/lib/domain/place-key';
import type { LockedSecret } from '@/lib/db/secrets/secrets';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ElsewhereRef } from '@/lib/domain/secret-event';
import type { Context } from '../context';
import { withFaultsTold } from '../backends/fault-error';
import { openConnectors } from '../backends/open-connector';
import { refuseSharedPlace } from './place-holders';

/** A value that can be deleted where it is, and what is told of it. */
export interface Removable {
  readonly place: PlacedReference & { readonly reference: BackendReference };
  readonly remove: NonNullable<Backend['remove']>;
  readonly told: ElsewhereRef & { readonly reference: string };
}

/** Throws 422 for what is sealed here and for a connector that only reads. */
export async function findRemovable(
  { installation }: Context,
  { backend, reference, connectorId }: LockedSecret,
): Promise<Removable> {
  if (backend === 'local' || connectorId === null || reference === null) {
    throw ruleBroken('/backend', 'not_elsewhere', 'Its value lives here alone. Leave that out.');
  }
  const opened = (await openConnectors(installation, [connectorId])).get(connectorId);
  const program = opened?.backend;
  if (!program?.remove || !opened?.row.writable) {
    const message =
      'The connector only reads. Delete the value at the backend, and leave that out.';
    throw ruleBroken('/backend', 'read_only', message);
  }
  const { settings, slug } = opened.row;
  return {
    place: { kind: backend, settings, reference: storedReference(backend, reference) },
    remove: program.remove.bind(program),
    told: { backend, reference, connector: { id: connectorId, name: slug } },
  };
}

/**
 * Throws 409 as `refuseSharedPlace` does, 422 or 503 `backend_…` where the backend did not delete it.
 */
export async function removeAtBackend(
  ctx: Context,
  scope: AuthorizedScope,
  { id }: LockedSecret,
  { place, remove, told }: Removable,
): Promise<void> {
  await refuseSharedPlace(ctx, scope, place, id);
  const { signal } = new AbortController();
  await withFaultsTold(told.reference, remove(place.reference, signal));
}
