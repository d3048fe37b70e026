// Revokes an invitation at once; revoking it again changes nothing.

import 'server-only';
import { listInvitationRows, revokeInvitationRow } from '@/lib/db/people/invitations';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { invitationSight } from './invitation-sight';

/** Throws 404 for what is not in sight (`invitationSight`). */
export async function revokeInvitation(ctx: Context, typeId: string): Promise<void> {
  const { prisma } = ctx.installation.database;
  const id = fromTypeId(['invitation'], typeId);
  const sight = await invitationSight(ctx);
  const [row] = id ? await listInvitationRows(prisma, sight, { id, limit: 1 }) : [];
  if (!row) {
    await recordDenial(ctx, memberOf(ctx), 'members:manage', null);
    throw notFound('That invitation');
  }
  const invitation = { id: row.id, name: row.email };
  await recorded(
    ctx,
    (tx) => revokeInvitationRow(tx, row.id),
    (revoked) => ({
      in: row,
      events: revoked ? [{ action: 'invitation.revoked', invitation }] : [],
    }),
  );
}
