// Invites somebody by e-mail: a link that works once, and the roles it brings.

import 'server-only';
import type { MadeInvitation, MakeInvitationInput } from '@/lib/contracts/invitation';
import { newLinkSecret } from '@/lib/crypto/bearer-token';
import {
  insertInvitation,
  isEmailTaken,
  listInvitationGrants,
  listInvitationRows,
} from '@/lib/db/people/invitations';
import { normalizeEmail } from '@/lib/domain/email';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import { ownContext, ownOrigin } from '../context';
import type { Context, OwnContext } from '../context';
import { sendMail } from '../mail/send-mail';
import { requireRoleWithin } from '../members/require-role-within';
import { recorded } from '../recorded';
import { resolveRole } from '../roles/resolve-role';
import { roleGone } from '../roles/role-gone';
import { invitationMail } from './invitation-mail';
import { invitationSummary } from './invitation-summary';

export const INVITATION_DAYS = 7;

/**
 * Needs what `grantRole` needs for each role, and a person who invites. Throws 403 for a token, 409
 * when the e-mail has an account, 422 for a role that does not exist. `link` is in this answer only; where mail is set up it is sent too.
 */
export async function makeInvitation(
  ctx: Context,
  input: MakeInvitationInput,
): Promise<MadeInvitation> {
  if (ctx.actor.kind === 'token') {
    const message = 'A token cannot invite people, who are told by whom: sign in as a person.';
    throw new KeystowError('forbidden', message);
  }
  const own = ownContext(ctx);
  const grants = await grantable(own, input.grants);
  const email = normalizeEmail(input.email);
  if (await isEmailTaken(own.installation.database.prisma, email)) throw emailTaken();
  const { text, hash } = newLinkSecret();
  const { id: createdById, organizationId } = own.actor;
  const id = newUuid();
  const rows = grants.map(({ role, customRoleId, scope }) => ({
    role,
    customRoleId,
    scopeId: scope.id,
  }));
  const invitation = { id, organizationId, email, hash, createdById, grants: rows };
  const made = await recorded(
    own,
    async (tx) => {
      await insertInvitation(tx, { ...invitation, days: INVITATION_DAYS });
      const sight = { organizationId, userId: createdById, roots: [] };
      const [row] = await listInvitationRows(tx, sight, { id, limit: 1 });
      return { row: row!, summary: invitationSummary(row!, await listInvitationGrants(tx, [id])) };
    },
    ({ summary: { expiresAt } }) => ({
      in: { organizationId },
      events: [
        { action: 'invitation.created', invitation: { id, name: email }, grants, expiresAt },
      ],
    }),
  ).catch(roleGone);
  const link = `${ownOrigin(own.installation)}/invite#${text}`;
  const mail = await sendMail(own.installation, invitationMail(made.row, link));
  return { ...made.summary, link, mail };
}

async function grantable(ctx: OwnContext, grants: MakeInvitationInput['grants']) {
  const found = [];
  for (const { role, scope: asked } of grants) {
    const reference = { kinds: [asked.kind], ref: asked.id };
    const scope = await authorize(ctx, reference, 'members:manage');
    const { prisma } = ctx.installation.database;
    const given = await resolveRole(prisma, scope.organizationId, role);
    await requireRoleWithin(ctx, scope, given);
    const { id, kind, path } = scope;
    found.push({ role, customRoleId: given.customRoleId, scope: { id, kind, path } });
  }
  return found;
}

function emailTaken(): KeystowError {
  const message =
    'That e-mail has an account here already. Grant the role to it under Access; an account of another organization needs another e-mail.';
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '/email', code: 'email_taken', message }],
  });
}
