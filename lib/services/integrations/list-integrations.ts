// Lists the integrations of a scope, and of wider ones as far as they apply to it.

import 'server-only';
import type {
  Integration,
  IntegrationList,
  ListIntegrationsQuery,
} from '@/lib/contracts/integration';
import { listIntegrationRows } from '@/lib/db/integrations/integrations';
import type { IntegrationRow } from '@/lib/db/integrations/integrations';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError } from '@/lib/domain/errors';
import { integrationVariable } from '@/lib/domain/integration';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { integrationSummary } from './integration-summary';
import { noSuchIntegration } from './manage-integrations';
import { platformFills } from './platform-fills';

const INTEGRATIONS_PER_PAGE = 50;

/**
 * Needs `secrets:list` or `integrations:manage` on the scope. By slug, the narrowest last; `next` is
 * where to go on after. A token that is limited to names sees those whose variable is within them.
 */
export async function listIntegrations(
  ctx: Context,
  reference: ScopeReference,
  { inherited, after, limit = INTEGRATIONS_PER_PAGE }: ListIntegrationsQuery = {},
): Promise<IntegrationList> {
  const scope = await authorizeSight(ctx, reference);
  const rows = await listIntegrationRows(ctx.installation.database.prisma, scope, {
    scopeIds: inherited === 'true' ? scope.lineage : [scope.id],
    after: after === undefined ? undefined : readCursor(after),
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await summaries(ctx, scope, shown),
    next: rows.length > limit && last ? `${last.slug}:${last.depth}` : null,
  };
}

/** One of the scope's own. Throws 404 for none of that slug, and for what is beyond a token's names. */
export async function readIntegration(
  ctx: Context,
  reference: ScopeReference,
  slug: string,
): Promise<Integration> {
  const scope = await authorizeSight(ctx, reference);
  const { prisma } = ctx.installation.database;
  const rows = await listIntegrationRows(prisma, scope, { scopeIds: [scope.id], slugs: [slug] });
  const [found] = await summaries(ctx, scope, rows);
  if (!found) throw noSuchIntegration();
  return found;
}

function authorizeSight(ctx: Context, reference: ScopeReference): Promise<AuthorizedScope> {
  return authorize(ctx, reference, ['secrets:list', 'integrations:manage'], LEFT_OUT);
}

async function summaries(
  ctx: Context,
  scope: AuthorizedScope,
  rows: readonly IntegrationRow[],
): Promise<Integration[]> {
  const patterns = namePatternsOf(ctx);
  const visible = rows.filter(({ slug }) => isWithinPatterns(patterns, integrationVariable(slug)));
  const schemas = visible.map(({ configSchema }) => configSchema);
  const fillsOf = await platformFills(ctx.installation.database.prisma, scope, schemas);
  return visible.map((row) => integrationSummary(row, fillsOf));
}

function readCursor(text: string): { slug: string; depth: number } {
  const [, slug, depth] = /^([a-z0-9-]+):([1-4])$/.exec(text) ?? [];
  if (slug !== undefined) return { slug, depth: Number(depth) };
  const message = 'Send `next` of the page before.';
  throw new KeystowError('invalid_shape', message, {
    issues: [{ pointer: '/after', code: 'invalid', message }],
  });
}
