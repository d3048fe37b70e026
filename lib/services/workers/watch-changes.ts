// Lets runners and boards know at once that there is a reason to look.

import 'server-only';
import { authorize, authorizeFor, LEFT_OUT } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { memberOf } from '../context';
import type { Context } from '../context';
import { changeWatchOf } from './change-watch';
import type { Watcher } from './change-watch';

/**
 * Needs `secrets:list` or `deliveries:create` on the scope, and goes on needing it. Tells where things
 * stand, then every change there, above and below; ends with the session or the token, with the scope,
 * and when the console stops. Answers with a function that ends it.
 */
export async function watchChanges(
  ctx: Context,
  reference: ScopeReference,
  listener: Pick<Watcher, 'tell' | 'stillHere' | 'end'>,
): Promise<() => void> {
  const scope = await authorize(ctx, reference, ['secrets:list', 'deliveries:create'], LEFT_OUT);
  const { prisma } = ctx.installation.database;
  const member = memberOf(ctx);
  const { id, permission } = scope;
  const mayWatch = async () => (await authorizeFor(prisma, member, id, permission)) !== null;
  const watcher = { ...listener, member, scopeId: id, permission, mayWatch };
  return changeWatchOf(ctx.installation).open(watcher);
}
