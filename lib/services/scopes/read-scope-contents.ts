// What would go if a scope were deleted: numbers, and the first names the actor may know.

import 'server-only';
import type { ScopeContents } from '@/lib/contracts/scope';
import { readContents } from '@/lib/db/scopes/scope-contents';
import type { ContentRow } from '@/lib/db/scopes/scope-contents';
import type { ContentCounts } from '@/lib/domain/scope-contents';
import { authorize, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { permissionsOn, readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';

const NAMES_MAX = 20;

/**
 * Needs `scopes:write` on it. Names of secrets and workers are told with `secrets:list`, those of tokens with
 * `tokens:manage`, those of people with `members:manage`, those of connectors with `backends:manage`.
 */
export async function readScopeContents(
  ctx: Context,
  reference: ScopeReference,
): Promise<ScopeContents> {
  const scope = await authorize(ctx, reference, 'scopes:write');
  const { prisma } = ctx.installation.database;
  const may = permissionsOn(await readReach(prisma, memberOf(ctx)), scope);
  const row = await readContents(prisma, scope, {
    secrets: may.has('secrets:list'),
    tokens: may.has('tokens:manage'),
    people: may.has('members:manage'),
    connectors: may.has('backends:manage'),
    namePatterns: namePatternsOf(ctx),
    limit: NAMES_MAX,
  });
  return {
    path: scope.path,
    counts: countsOf(row),
    first: {
      scopes: row.scopeNames,
      secrets: row.secretNames,
      aliases: row.aliasNames,
      binned: row.binnedNames,
      tokens: row.tokenNames,
      grants: row.grantNames,
      connectors: row.connectorNames,
      workers: row.workerNames,
    },
  };
}

/** The numbers alone, listed by hand: this is what an audit event may hold of it. */
export function countsOf(row: ContentRow): ContentCounts {
  const { teams, workspaces, apps, secrets, aliases, binned, versions } = row;
  const { tokens, grants, connectors, workers } = row;
  const held = { secrets, aliases, binned, versions, tokens, grants, connectors, workers };
  return { teams, workspaces, apps, ...held };
}
