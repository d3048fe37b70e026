// Who is who at an identity provider: its issuer and subject, and the account they sign on to.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';

const WITH_USER = { user: true } as const;

/** With the account, whether it is active or not. OpenID Connect Core 1.0, section 5.7: these two alone. */
export async function findIdentity(reader: Reader, issuer: string, subject: string) {
  return reader.userIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    include: WITH_USER,
  });
}

/** An account by its e-mail as stored, active or not, with its identities at that issuer. */
export async function findUserForLink(reader: Reader, email: string, issuer: string) {
  return reader.user.findUnique({
    where: { email },
    include: { identities: { where: { issuer } } },
  });
}

/** The identities of one person, oldest first. */
export async function listIdentities(reader: Reader, userId: string) {
  return reader.userIdentity.findMany({
    where: { userId },
    select: { id: true, issuer: true, createdAt: true, lastSignedOnAt: true },
    orderBy: { id: 'asc' },
  });
}

/** Made at the sign-on that found whose it is. The unique indexes refuse a second one at that issuer. */
export async function insertIdentity(
  tx: Tx,
  identity: {
    readonly id: string;
    readonly userId: string;
    readonly issuer: string;
    readonly subject: string;
  },
): Promise<void> {
  await tx.userIdentity.create({ data: { ...identity, lastSignedOnAt: new Date() } });
}

/** How many it was: none where the identity was unlinked meanwhile. */
export async function noteSignOn(tx: Tx, id: string): Promise<number> {
  const { count } = await tx.userIdentity.updateMany({
    where: { id },
    data: { lastSignedOnAt: new Date() },
  });
  return count;
}

/** Whether it is there, or was unlinked. */
export async function isLinked(reader: Reader, id: string): Promise<boolean> {
  return (await reader.userIdentity.count({ where: { id } })) === 1;
}

/** All of the person; answers their issuers. */
export async function deleteIdentities(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ issuer: string }[]>`
    DELETE FROM user_identity WHERE user_id = ${userId}::uuid RETURNING issuer`;
  return rows.map((row) => row.issuer);
}

/** Keeps the person's sign-ons one after the other. False for one that is gone or deactivated. */
export async function holdActiveUser(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id FROM app_user WHERE id = ${id}::uuid AND deactivated_at IS NULL FOR UPDATE`;
  return rows.length === 1;
}
