// Makes a team, a workspace or an app below a scope the actor may change.

import 'server-only';
import type { CreateScopeInput, ScopeSummary } from '@/lib/contracts/scope';
import { isUniqueViolation } from '@/lib/db/connection/sql-state';
import { holdScope, insertScope } from '@/lib/db/scopes/scopes';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { childPath, parentKind, PLATFORM } from '@/lib/domain/scope';
import type { Scope } from '@/lib/domain/scope';
import { authorize } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkScopeName, checkSlug } from './scope-name';
import { scopeSummary } from './scope-summary';

/** The team and the workspace every organization begins with. */
export const DEFAULT_SLUG = 'default';

/**
 * Needs `scopes:write` on the parent; without a parent it is the organization or its default team or
 * workspace. Throws 422 for a bad name or slug, 409 when the slug is taken there.
 */
export async function createScope(ctx: Context, input: CreateScopeInput): Promise<ScopeSummary> {
  const name = checkScopeName(input.name);
  const slug = checkSlug(input.slug);
  const above = parentKind(input.kind) ?? 'organization';
  const parent = await authorize(
    ctx,
    { kinds: [above], ref: input.parent ?? defaultParent(above) },
    'scopes:write',
  );
  const id = newUuid();
  const scope: Scope = {
    id,
    organizationId: parent.organizationId,
    kind: input.kind,
    parentId: parent.id,
    slug,
    name,
    path: childPath(parent, slug),
    lineage: [...parent.lineage, id],
  };
  try {
    await recorded(
      ctx,
      async (tx) => {
        await holdScope(tx, parent.id);
        await insertScope(tx, parent, scope);
      },
      () => ({ in: parent, events: [{ action: 'scope.created', scope }] }),
    );
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new KeystowError('conflict', `${parent.path} already has one with that slug.`, {
      issues: [{ pointer: '/slug', code: 'slug_taken', message: 'Choose another slug.' }],
    });
  }
  return scopeSummary(scope);
}

function defaultParent(kind: string): string {
  if (kind === 'team') return DEFAULT_SLUG;
  return kind === 'workspace' ? `${DEFAULT_SLUG}.${DEFAULT_SLUG}` : PLATFORM;
}
