// Lists the people who have a role around a scope.

import 'server-only';
import type { ListMembersQuery, MemberList } from '@/lib/contracts/member';
import { listMemberRows } from '@/lib/db/people/member-list';
import { fromTypeId } from '@/lib/domain/ids';
import { PLATFORM, SCOPE_KINDS } from '@/lib/domain/scope';
import { authorize } from '../access/authorize';
import type { Context } from '../context';
import { grantsInSight } from './grants-in-sight';
import { memberSummary } from './member-summary';

export const MEMBERS_PER_PAGE = 50;

/**
 * Needs `members:manage` on the scope. By e-mail: people with a role there, above or below; for the
 * organization everybody. `next` is the id of the last one shown.
 */
export async function listMembers(ctx: Context, query: ListMembersQuery = {}): Promise<MemberList> {
  const { scope: ref = PLATFORM, kind, q, role, limit = MEMBERS_PER_PAGE } = query;
  const reference = { kinds: kind ? [kind] : SCOPE_KINDS, ref };
  const scope = await authorize(ctx, reference, 'members:manage');
  const { prisma } = ctx.installation.database;
  const sight = { organizationId: scope.organizationId, roots: [scope.id] };
  const after = query.after ? (fromTypeId(['user'], query.after) ?? undefined) : undefined;
  const rows = await listMemberRows(prisma, sight, { q, role, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const grants = await grantsInSight(
    prisma,
    sight,
    shown.map((row) => row.id),
  );
  const items = shown.map((row) => memberSummary(row, grants));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
