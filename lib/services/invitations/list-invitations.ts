// Lists invitations with what became of them.

import 'server-only';
import type { InvitationList } from '@/lib/contracts/invitation';
import { listInvitationGrants, listInvitationRows } from '@/lib/db/people/invitations';
import { fromTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { invitationSight } from './invitation-sight';
import { invitationSummary } from './invitation-summary';

export const INVITATIONS_PER_PAGE = 50;

/** What is in sight (`invitationSight`), newest first; `next` is the id of the last one shown. */
export async function listInvitations(
  ctx: Context,
  page: { readonly after?: string | undefined; readonly limit?: number | undefined } = {},
): Promise<InvitationList> {
  const { prisma } = ctx.installation.database;
  const limit = page.limit ?? INVITATIONS_PER_PAGE;
  const after = page.after === undefined ? null : fromTypeId(['invitation'], page.after);
  const rows = await listInvitationRows(prisma, await invitationSight(ctx), {
    ...(after ? { after } : {}),
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const grants = await listInvitationGrants(
    prisma,
    shown.map((row) => row.id),
  );
  const items = shown.map((row) => invitationSummary(row, grants));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
