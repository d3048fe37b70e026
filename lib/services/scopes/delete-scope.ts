// Deletes a scope with all that lies in it and below, and the keys that opened it.

import 'server-only';
import { readContents } from '@/lib/db/scopes/scope-contents';
import { deleteSubtree, takeSubtree } from '@/lib/db/scopes/scope-deletion';
import { isForeignKeyViolation } from '@/lib/db/connection/sql-state';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { toTypeId } from '@/lib/domain/ids';
import { parentKind } from '@/lib/domain/scope';
import { contentSentence, isEmptyScope } from '@/lib/domain/scope-contents';
import type { ContentCounts } from '@/lib/domain/scope-contents';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { forget } from '../backends/open-connector';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { countsOf } from './read-scope-contents';

const NO_NAMES = {
  secrets: false,
  tokens: false,
  people: false,
  connectors: false,
  namePatterns: [],
  limit: 0,
};

/**
 * Needs `secrets:delete` on it and `scopes:write` on its parent. Where anything lies in it, `confirm`
 * must be its path, else 409 `confirm_needed`. Throws 409 for an organization. Nothing of it can be
 * brought back; what writes into it at the same time comes first or ends with 404.
 */
export async function deleteScope(
  ctx: Context,
  reference: ScopeReference,
  confirm?: string,
): Promise<ContentCounts> {
  const scope = await authorize(ctx, reference, 'secrets:delete');
  const above = parentKind(scope.kind);
  if (!above || !scope.parentId) throw organizationStays();
  await authorize(ctx, { kinds: [above], ref: toTypeId(above, scope.parentId) }, 'scopes:write');
  const gone = await recorded(
    ctx,
    async (tx) => {
      const ids = await takeSubtree(tx, scope);
      if (ids.length === 0) throw notFound('That scope');
      const contents = countsOf(await readContents(tx, scope, NO_NAMES));
      checkConfirmed(scope, contents, confirm);
      const { connectorIds } = await deleteSubtree(tx, scope, ids, new Date());
      return { ids, contents, connectorIds };
    },
    ({ contents }) => ({ in: scope, events: [{ action: 'scope.deleted', scope, contents }] }),
  ).catch((error: unknown) => {
    throw isForeignKeyViolation(error) ? keyUsedElsewhere(scope) : error;
  });
  ctx.installation.keys.forgetOwners(gone.ids);
  for (const id of gone.connectorIds) forget(ctx.installation, id);
  return gone.contents;
}

function checkConfirmed(
  { path }: AuthorizedScope,
  contents: ContentCounts,
  confirm: string | undefined,
): void {
  const needed = confirm !== undefined || !isEmptyScope(contents);
  if (!needed || confirm === path) return;
  throw new KeystowError(
    'confirm_needed',
    `${path} holds ${contentSentence(contents)}. To delete all of it, confirm with its path: ${path}`,
  );
}

function organizationStays(): KeystowError {
  return new KeystowError(
    'conflict',
    'An organization cannot be deleted: its people and its audit log belong to it. Delete its teams instead.',
  );
}

function keyUsedElsewhere({ path }: AuthorizedScope): KeystowError {
  return new KeystowError(
    'tampered',
    `A stored value outside of ${path} names one of its keys, which this console never wrote. Nothing was deleted.`,
  );
}
