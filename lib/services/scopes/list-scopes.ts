// Lists the scopes an actor may know of: those granted, everything below them, and their names above.

import 'server-only';
import type { ScopeList, ScopeSummary } from '@/lib/contracts/scope';
import { listScopes as listScopeRows } from '@/lib/db/scopes/scopes';
import { readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';
import { scopeSummary } from './scope-summary';

export const SCOPES_PER_PAGE = 200;

/** One page in the order of dotted paths, after the path `after`. */
export async function listScopes(
  ctx: Context,
  page: { readonly after?: string | undefined; readonly limit?: number | undefined } = {},
): Promise<ScopeList> {
  const member = memberOf(ctx);
  const { prisma } = ctx.installation.database;
  const limit = page.limit ?? SCOPES_PER_PAGE;
  const reach = await readReach(prisma, member);
  const readable = reach.grants.filter((grant) => grant.permissions.includes('scopes:read'));
  const rows = await listScopeRows(
    prisma,
    member.organizationId,
    readable.map((grant) => grant.scopeId),
    { after: page.after, limit: limit + 1 },
  );
  const items = rows.slice(0, limit).map(scopeSummary);
  return { items, next: rows.length > limit ? (items.at(-1)?.path ?? null) : null };
}

/** All pages together, for the scope picker. */
export async function listAllScopes(ctx: Context): Promise<ScopeSummary[]> {
  const all: ScopeSummary[] = [];
  for (let after: string | undefined; ;) {
    const { items, next } = await listScopes(ctx, { after, limit: SCOPES_PER_PAGE });
    all.push(...items);
    if (next === null) return all;
    after = next;
  }
}
