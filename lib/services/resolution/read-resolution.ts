// What each name means to an app or a wider scope: which secret wins, what it hides, what is missing.

import 'server-only';
import type { Resolution, ResolutionQuery, ResolvedName } from '@/lib/contracts/resolution';
import { listResolved } from '@/lib/db/resolution/resolution';
import type { ResolvedRow, ShadowedRow } from '@/lib/db/resolution/resolution';
import { deliveredNames } from '@/lib/domain/delivered-names';
import { toTypeId } from '@/lib/domain/ids';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { requirementsInSight } from './list-requirements';

export const NAMES_PER_PAGE = 500;

/**
 * Needs `secrets:list` on the scope alone: names of wider scopes show as far as they apply to it.
 * `next` is the name to go on after. A token that is limited to names sees those.
 */
export async function readResolution(
  ctx: Context,
  reference: ScopeReference,
  query: ResolutionQuery = {},
): Promise<Resolution> {
  const scope = await authorize(ctx, reference, 'secrets:list', LEFT_OUT);
  const limit = query.limit ?? NAMES_PER_PAGE;
  const { prisma } = ctx.installation.database;
  const [rows, required] = await Promise.all([
    listResolved(prisma, scope, {
      namePatterns: namePatternsOf(ctx),
      key: query.key,
      onlyShadowed: query.only === 'shadowed',
      after: query.after,
      limit: limit + 1,
    }),
    scope.kind === 'app' ? requirementsInSight(ctx, scope) : [],
  ]);
  const items = rows.slice(0, limit).map(resolvedName);
  return {
    scope: { kind: scope.kind, id: toTypeId(scope.kind, scope.id), path: scope.path },
    items,
    missing: required.filter(({ present }) => !present),
    next: rows.length > limit ? (items.at(-1)?.key ?? null) : null,
  };
}

function resolvedName(row: ResolvedRow): ResolvedName {
  const { targetName, targetPath } = row;
  return {
    key: row.name,
    ...found(row),
    type: row.type,
    aliasOf: targetName && targetPath ? { key: targetName, path: targetPath } : null,
    deliveredAs: [...deliveredNames(row.name, row.parts, row.delivery)],
    expiresAt: row.expiresAt?.toISOString() ?? null,
    state: row.deliverable,
    backend: row.backend,
    shadows: row.shadowed.map(found),
  };
}

function found({ id, kind, scopeId, path, version }: ShadowedRow) {
  const scope = { kind, id: toTypeId(kind, scopeId), path };
  return { id: toTypeId('secret', id), scope, version };
}
