// Finds what a link invites to, or says why it does not work and who can help.

import 'server-only';
import type { OpenedInvitation } from '@/lib/contracts/invitation';
import { hashLinkSecret } from '@/lib/crypto/bearer-token';
import { findInvitation, isEmailTaken, listInvitationGrants } from '@/lib/db/people/invitations';
import type { InvitationGrantRow, InvitationRow } from '@/lib/db/people/invitations';
import type { Reader } from '@/lib/db/connection/transaction';
import { KeystowError } from '@/lib/domain/errors';
import { permissionsOn, readReach } from '../access/effective-permissions';
import type { Installation } from '../context';
import { admitIntake } from '../intake/admit-intake';
import type { LinkHolder } from '../intake/open-intake';
import { roleBeyond } from '../members/role-beyond';
import { invitedRole } from './invitation-summary';

type Holder = Pick<LinkHolder, 'secret' | 'address'>;

/** What is told before it is accepted; it stays unused. Throws as `openInvitation`. */
export async function readInvitation(
  installation: Installation,
  holder: Holder,
): Promise<OpenedInvitation> {
  const { row, grants } = await openInvitation(installation, holder);
  const { email, organization, makerName } = row;
  return { email, organization, invitedBy: makerName, grants: grants.map(invitedRole) };
}

/**
 * Throws 423 while locked, 404 for a link that is unknown, used, revoked or expired, or whose maker may not give these
 * roles any more, 409 where the person has an account by now, 429 when too many were tried.
 */
export async function openInvitation(
  installation: Installation,
  { secret, address }: Holder,
): Promise<{ row: InvitationRow; grants: InvitationGrantRow[] }> {
  // Told before anybody thinks up a password; the attempt is not counted either.
  installation.keys.requireUnlocked();
  const { prisma } = installation.database;
  const row = await admitIntake(installation, address, async () => {
    const found = await findInvitation(prisma, hashLinkSecret(secret));
    if (found) return found;
    throw refused('This link is not one of this console, or was cut short.', 'whoever sent it');
  });
  if (row.acceptedAt) {
    throw new KeystowError('not_found', 'This invitation was accepted before. Sign in instead.');
  }
  if (row.revokedAt) throw invitationRefused(row, 'This invitation was revoked.');
  if (row.expired) throw invitationRefused(row, 'This invitation has expired.');
  if (await isEmailTaken(prisma, row.email)) throw hasAccount(row);
  const grants = await listInvitationGrants(prisma, [row.id]);
  await requireStillGiven(prisma, row, grants);
  return { row, grants };
}

/** Throws where the maker could not give each of the roles himself now. */
export async function requireStillGiven(
  reader: Reader,
  row: InvitationRow,
  grants: readonly InvitationGrantRow[],
): Promise<void> {
  const maker = { kind: 'user', id: row.makerId, organizationId: row.organizationId } as const;
  const reach = await readReach(reader, maker);
  const given = grants.every((grant) => {
    const held = permissionsOn(reach, grant.scope);
    return held.has('members:manage') && roleBeyond(held, grant, grant.scope).length === 0;
  });
  if (row.makerActive && given && grants.length > 0) return;
  throw refused('Whoever made this invitation may not give these roles any more.', 'somebody else');
}

export function invitationRefused(row: InvitationRow, why: string): KeystowError {
  return refused(why, row.makerEmail);
}

export function hasAccount(row: InvitationRow): KeystowError {
  const message = `${row.email} has an account by now. Sign in, and ask ${row.makerEmail} for the role.`;
  return new KeystowError('conflict', message);
}

function refused(why: string, whom: string): KeystowError {
  return new KeystowError('not_found', `${why} Ask ${whom} for a new one.`);
}
