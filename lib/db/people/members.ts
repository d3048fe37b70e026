// People, their sessions and their grants.

import 'server-only';
import type { Role } from '@/lib/domain/permissions';
import type { Reader, Tx } from '../connection/transaction';

export interface UserRow {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly name: string;
  /** Null for one who signs on through the identity provider alone. */
  readonly passwordHash: string | null;
}

export async function anyUserExists(reader: Reader): Promise<boolean> {
  return (await reader.user.findFirst({ select: { id: true } })) !== null;
}

/** Serializes everything that may make the first user; released at commit. */
export async function lockFirstUser(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(72707371)`;
}

/** E-mail as stored: trimmed and lower-cased. Deactivated people are not found. */
export async function findActiveUserByEmail(reader: Reader, email: string) {
  return reader.user.findFirst({ where: { email, deactivatedAt: null } });
}

export async function findUser(reader: Reader, id: string) {
  return reader.user.findUniqueOrThrow({ where: { id } });
}

/** Replaces the hash and raises the epoch. False when the epoch is not `epoch` any more. */
export async function replacePasswordHash(
  tx: Tx,
  user: { readonly id: string; readonly epoch: number; readonly passwordHash: string },
): Promise<boolean> {
  const { count } = await tx.user.updateMany({
    where: { id: user.id, epoch: user.epoch },
    data: { passwordHash: user.passwordHash, epoch: { increment: 1 } },
  });
  return count === 1;
}

/** Whatever it was before; the epoch is raised, so that every cookie issued so far is worthless. */
export async function setPasswordHash(tx: Tx, id: string, passwordHash: string): Promise<void> {
  await tx.user.update({ where: { id }, data: { passwordHash, epoch: { increment: 1 } } });
}

/** From now on there is none; the epoch is raised and answered, with whether there was one. */
export async function removePassword(
  tx: Tx,
  id: string,
): Promise<{ readonly epoch: number; readonly had: boolean }> {
  const { passwordHash } = await tx.user.findUniqueOrThrow({ where: { id } });
  const data = { passwordHash: null, epoch: { increment: 1 } };
  const { epoch } = await tx.user.update({ where: { id }, data });
  return { epoch, had: passwordHash !== null };
}

/** Makes every cookie that was issued so far worthless. */
export async function raiseEpoch(tx: Tx, id: string): Promise<void> {
  await tx.user.update({ where: { id }, data: { epoch: { increment: 1 } } });
}

export async function insertUser(tx: Tx, user: UserRow): Promise<void> {
  await tx.user.create({ data: { ...user } });
}

export async function insertGrant(
  tx: Tx,
  grant: { id: string; userId: string; scopeId: string; role: Role },
): Promise<void> {
  await tx.scopeGrant.create({ data: grant });
}

export interface HeldGrant {
  readonly role: string;
  /** The permissions of a custom role; null for a built-in one. */
  readonly custom: string[] | null;
  readonly scopeId: string;
  readonly lineage: string[];
}

/** The roles a person holds anywhere, by himself or through a group, with the scope of each. */
export async function listGrants(reader: Reader, userId: string): Promise<HeldGrant[]> {
  return reader.$queryRaw<HeldGrant[]>`
    SELECT g.role, r.permissions AS custom, g.scope_id AS "scopeId", s.lineage
      FROM scope_grant g
      JOIN scope s ON s.id = g.scope_id AND s.deleted_at IS NULL
      LEFT JOIN custom_role r ON r.id = g.custom_role_id
     WHERE g.user_id = ${userId}::uuid
        OR g.group_id IN (SELECT group_id FROM group_member WHERE user_id = ${userId}::uuid)`;
}

/** Whether this call is the one that changed it; the epoch is raised, so that no cookie lives on. */
export async function setDeactivated(tx: Tx, id: string, deactivated: boolean): Promise<boolean> {
  const { count } = await tx.user.updateMany({
    where: { id, deactivatedAt: deactivated ? null : { not: null } },
    data: { deactivatedAt: deactivated ? new Date() : null, epoch: { increment: 1 } },
  });
  return count === 1;
}
