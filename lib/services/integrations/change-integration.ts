// Changes an integration; each change is its next version, and what its workers hold is out of date.

import 'server-only';
import type { ChangeIntegrationInput, Integration } from '@/lib/contracts/integration';
import {
  listIntegrationRows,
  lockIntegration,
  updateIntegration,
} from '@/lib/db/integrations/integrations';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkConfig } from './check-config';
import { integrationEvent } from './integration-event';
import { integrationSummary } from './integration-summary';
import {
  authorizeIntegration,
  noSuchIntegration,
  refuseBeyondNames,
  requireVersion,
} from './manage-integrations';
import { platformFills } from './platform-fills';

/**
 * What is left out stays as it is. Needs `integrations:manage` on the scope (`authorizeIntegration`).
 * Throws 404 for none of that slug, 409 where `ifVersion` is not its version, or where somebody else
 * changed it at the same moment; 413 and 422 as `checkConfig` does of the whole.
 */
export async function changeIntegration(
  ctx: Context,
  reference: ScopeReference,
  slug: string,
  { ifVersion, ...wanted }: ChangeIntegrationInput,
): Promise<Integration> {
  const scope = await authorizeIntegration(ctx, reference, slug);
  const { prisma } = ctx.installation.database;
  const [before] = await listIntegrationRows(prisma, scope, {
    scopeIds: [scope.id],
    slugs: [slug],
  });
  if (!before) throw noSuchIntegration();
  requireVersion(before, ifVersion);
  const description =
    wanted.description === undefined ? before.description : wanted.description || null;
  const { name = before.name, config = before.config } = wanted;
  const { configSchema = before.configSchema } = wanted;
  // Takes its time, so nothing is held meanwhile.
  checkConfig(configSchema, config);
  refuseBeyondNames(ctx, configSchema);
  const updatedBy = actorLabel(ctx.actor);
  const changed = { id: before.id, name, description, configSchema, config, updatedBy };
  const row = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const now = await lockIntegration(tx, scope, slug);
      if (now?.id !== before.id) throw noSuchIntegration();
      requireVersion(now, before.version);
      await updateIntegration(tx, changed);
      return (await lockIntegration(tx, scope, slug))!;
    },
    (written) => integrationEvent('integration.changed', scope, written),
  );
  return integrationSummary(row, await platformFills(prisma, scope, [row.configSchema]));
}
