// Somebody with an invitation chooses a name and a password, and becomes a member.

import 'server-only';
import { hashPassword } from '@/lib/crypto/password';
import { addGrant } from '@/lib/db/people/grants';
import { holdActiveUser } from '@/lib/db/people/identities';
import { consumeInvitation, isEmailTaken } from '@/lib/db/people/invitations';
import type { InvitationGrantRow, InvitationRow } from '@/lib/db/people/invitations';
import { insertUser } from '@/lib/db/people/members';
import type { Tx } from '@/lib/db/connection/transaction';
import { holdScope } from '@/lib/db/scopes/scopes';
import { checkTexts } from '@/lib/contracts/check-texts';
import { newUuid } from '@/lib/domain/ids';
import type { Plaintext } from '@/lib/domain/plaintext';
import { authorizeFor } from '../access/authorize';
import { checkNewPassword } from '../account/check-new-password';
import { systemContext } from '../context';
import type { Installation } from '../context';
import type { LinkHolder } from '../intake/open-intake';
import { recorded } from '../recorded';
import {
  hasAccount,
  invitationRefused,
  openInvitation,
  requireStillGiven,
} from './open-invitation';

interface NewPerson {
  readonly name: string;
  readonly password: Plaintext;
}

/**
 * Uses the link up, makes the account and grants the roles, or does none of it. Answers the e-mail to
 * sign in with. Throws as `openInvitation`, 422 for a weak password, which uses nothing up.
 */
export async function acceptInvitation(
  installation: Installation,
  holder: LinkHolder,
  { name, password }: NewPerson,
): Promise<{ email: string }> {
  const { row, grants } = await openInvitation(installation, holder);
  const { email, organizationId } = row;
  checkTexts({ name });
  await checkNewPassword(password, [email, name]);
  const passwordHash = await hashPassword(password);
  const id = newUuid();
  const user = { id, name: email };
  const invitation = { id: row.id, name: email };
  const ctx = { ...systemContext(installation, 'invitation link'), requestId: holder.requestId };
  await recorded(
    ctx,
    async (tx) => {
      // Before the account: what locks scopes comes first.
      await grantable(tx, row, grants);
      if (!(await consumeInvitation(tx, row.id))) {
        throw invitationRefused(row, 'This invitation was used or revoked at this moment.');
      }
      if (await isEmailTaken(tx, email)) throw hasAccount(row);
      await insertUser(tx, { id, organizationId, email, name, passwordHash });
      await grantAll(tx, row, grants, id);
    },
    () => ({
      in: row,
      events: [
        { action: 'invitation.accepted', invitation, user },
        { action: 'user.created', user },
        ...grants.map(({ role, scope: { id: at, kind, path } }) => ({
          action: 'role.granted' as const,
          user,
          scope: { id: at, kind, path },
          role,
        })),
      ],
    }),
  );
  return { email };
}

async function grantable(tx: Tx, row: InvitationRow, grants: readonly InvitationGrantRow[]) {
  const ids = [...new Set(grants.map(({ scope }) => scope.id))].sort();
  for (const id of ids) await holdScope(tx, id);
  // Held: the maker is not deactivated between this look and the end.
  const makerActive = await holdActiveUser(tx, row.makerId);
  await requireStillGiven(tx, { ...row, makerActive }, grants);
}

async function grantAll(
  tx: Tx,
  row: InvitationRow,
  grants: readonly InvitationGrantRow[],
  userId: string,
) {
  const maker = { kind: 'user', id: row.makerId, organizationId: row.organizationId } as const;
  for (const { role, customRoleId, scope: at } of grants) {
    const scope = await authorizeFor(tx, maker, at.id, 'members:manage');
    if (!scope) throw invitationRefused(row, 'The scope of this invitation is gone.');
    await addGrant(tx, scope, { id: newUuid(), holder: { userId }, role, customRoleId });
  }
}
