// Deletes an integration: the next delivery is without it, or with that of a wider scope.

import 'server-only';
import { deleteIntegrationRow, lockIntegration } from '@/lib/db/integrations/integrations';
import { holdScope } from '@/lib/db/scopes/scopes';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { integrationEvent } from './integration-event';
import { authorizeIntegration, noSuchIntegration, requireVersion } from './manage-integrations';

/** Needs `integrations:manage` on the scope. Throws 404 for none of that slug, 409 as a change does. */
export async function deleteIntegration(
  ctx: Context,
  reference: ScopeReference,
  slug: string,
  { ifVersion }: { readonly ifVersion?: number | undefined },
): Promise<void> {
  const scope = await authorizeIntegration(ctx, reference, slug);
  await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const row = await lockIntegration(tx, scope, slug);
      if (!row) throw noSuchIntegration();
      requireVersion(row, ifVersion);
      await deleteIntegrationRow(tx, row.id);
      return row;
    },
    (deleted) => integrationEvent('integration.deleted', scope, deleted),
  );
}
