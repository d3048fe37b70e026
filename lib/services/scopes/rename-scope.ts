// Gives a scope another name; its slug and its path stay, because they are addresses.

import 'server-only';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { renameScopeRow } from '@/lib/db/scopes/scopes';
import { notFound } from '@/lib/domain/errors';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkScopeName } from './scope-name';
import { scopeSummary } from './scope-summary';

/**
 * Needs `scopes:write` on it, for the organization `organization:manage`. Throws 422 for a name that
 * breaks a rule. The name it has already changes nothing and is not recorded.
 */
export async function renameScope(
  ctx: Context,
  reference: ScopeReference,
  input: { readonly name: string },
): Promise<ScopeSummary> {
  const name = checkScopeName(input.name);
  let scope = await authorize(ctx, reference, 'scopes:write');
  if (scope.kind === 'organization') {
    scope = await authorize(ctx, reference, 'organization:manage');
  }
  await recorded(
    ctx,
    async (tx) => {
      const was = await renameScopeRow(tx, scope, name);
      if (was === null) throw notFound('That scope');
      return was;
    },
    (was) => ({
      in: scope,
      events: was === name ? [] : [{ action: 'scope.renamed', scope, name, was }],
    }),
  );
  return scopeSummary({ ...scope, name });
}
