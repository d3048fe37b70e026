// Makes an integration of a scope: what it is configured by, and the configuration without secrets.

import 'server-only';
import type { CreateIntegrationInput, Integration } from '@/lib/contracts/integration';
import { insertIntegration, lockIntegration } from '@/lib/db/integrations/integrations';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { isSlug } from '@/lib/domain/scope';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkConfig } from './check-config';
import { integrationEvent } from './integration-event';
import { integrationSummary } from './integration-summary';
import { authorizeIntegration, refuseBeyondNames } from './manage-integrations';
import { platformFills } from './platform-fills';

/**
 * Needs `integrations:manage` on the scope (`authorizeIntegration`). The platform secrets it names need
 * not be there yet. Throws 409 for a slug that is taken there, 413 and 422 as `checkConfig` does.
 */
export async function createIntegration(
  ctx: Context,
  reference: ScopeReference,
  { slug, name, description, configSchema, config }: CreateIntegrationInput,
): Promise<Integration> {
  const scope = await authorizeIntegration(ctx, reference, slug);
  if (!isSlug(slug)) {
    const remedy = 'Use lower-case letters and digits, with single hyphens between them.';
    throw ruleBroken('/slug', 'slug_pattern', remedy);
  }
  checkConfig(configSchema, config);
  refuseBeyondNames(ctx, configSchema);
  const made = {
    id: newUuid(),
    slug,
    name,
    description: description || null,
    configSchema,
    config,
    updatedBy: actorLabel(ctx.actor),
  };
  const row = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      if (!(await insertIntegration(tx, scope, made))) throw slugTaken();
      return (await lockIntegration(tx, scope, slug))!;
    },
    (inserted) => integrationEvent('integration.created', scope, inserted),
  );
  const { prisma } = ctx.installation.database;
  return integrationSummary(row, await platformFills(prisma, scope, [configSchema]));
}

function slugTaken(): KeystowError {
  const message =
    'There is an integration of that slug in this scope. Change it, or choose another.';
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '/slug', code: 'taken', message }],
  });
}
