// Invitations: made, found by the hash of their secret, listed, used up and revoked. Clocks are the database's.

import 'server-only';
import type { ScopeKind } from '@/lib/domain/scope';
import { Prisma } from '../generated/client.ts';
import type { Reader, Tx } from '../connection/transaction';

export interface NewInvitation {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly hash: Uint8Array<ArrayBuffer>;
  readonly createdById: string;
  readonly days: number;
  readonly grants: readonly {
    readonly scopeId: string;
    readonly role: string;
    readonly customRoleId: string | null;
  }[];
}

export async function insertInvitation(tx: Tx, made: NewInvitation): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO invitation (id, organization_id, email, hash, created_by_id, created_at, expires_at)
    VALUES (${made.id}::uuid, ${made.organizationId}::uuid, ${made.email}, ${made.hash},
            ${made.createdById}::uuid, clock_timestamp(),
            clock_timestamp() + make_interval(days => ${made.days}::int))`;
  await tx.invitationGrant.createMany({
    data: made.grants.map((grant) => ({ ...grant, invitationId: made.id })),
    skipDuplicates: true,
  });
}

export interface InvitationRow {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly expired: boolean;
  readonly makerId: string;
  readonly makerName: string;
  readonly makerEmail: string;
  readonly makerActive: boolean;
  readonly organization: string;
}

const INVITATIONS = Prisma.sql`
    SELECT i.id, i.organization_id AS "organizationId", i.email, i.created_at AS "createdAt",
           i.expires_at AS "expiresAt", i.accepted_at AS "acceptedAt", i.revoked_at AS "revokedAt",
           i.expires_at <= clock_timestamp() AS expired,
           u.id AS "makerId", u.name AS "makerName", u.email AS "makerEmail",
           u.deactivated_at IS NULL AS "makerActive", o.name AS organization
      FROM invitation i JOIN app_user u ON u.id = i.created_by_id
      JOIN scope o ON o.id = i.organization_id`;

/** The invitation of a secret, in whatever state. */
export async function findInvitation(
  reader: Reader,
  hash: Uint8Array<ArrayBuffer>,
): Promise<InvitationRow | null> {
  const rows = await reader.$queryRaw<InvitationRow[]>`${INVITATIONS} WHERE i.hash = ${hash}`;
  return rows[0] ?? null;
}

/** Which invitations somebody may see. */
export interface InvitationSight {
  readonly organizationId: string;
  /** Those he made; null for none. */
  readonly userId: string | null;
  /** And those all of whose roles are at or below one of these scopes. */
  readonly roots: readonly string[];
}

/** Newest first, after the given one; or that one alone. */
export async function listInvitationRows(
  reader: Reader,
  { organizationId, userId, roots }: InvitationSight,
  page: { readonly id?: string; readonly after?: string; readonly limit: number },
): Promise<InvitationRow[]> {
  const one = page.id ? Prisma.sql`AND i.id = ${page.id}::uuid` : Prisma.empty;
  const after = page.after ? Prisma.sql`AND i.id < ${page.after}::uuid` : Prisma.empty;
  return reader.$queryRaw<InvitationRow[]>`
    ${INVITATIONS}
     WHERE i.organization_id = ${organizationId}::uuid ${one} ${after}
       AND (i.created_by_id = ${userId}::uuid
            OR EXISTS (SELECT FROM invitation_grant g WHERE g.invitation_id = i.id)
               AND NOT EXISTS (SELECT FROM invitation_grant g JOIN scope c ON c.id = g.scope_id
                                WHERE g.invitation_id = i.id
                                  AND NOT c.lineage && ${[...roots]}::uuid[]))
     ORDER BY i.id DESC
     LIMIT ${page.limit}`;
}

export interface InvitationGrantRow {
  readonly invitationId: string;
  readonly role: string;
  /** Of a custom role; null for a built-in one. */
  readonly customRoleId: string | null;
  readonly customRole: { readonly permissions: string[] } | null;
  readonly scope: {
    readonly id: string;
    readonly kind: ScopeKind;
    readonly path: string;
    readonly lineage: string[];
  };
}

/** The roles of all of these, on live scopes, by path. */
export async function listInvitationGrants(
  reader: Reader,
  invitationIds: readonly string[],
): Promise<InvitationGrantRow[]> {
  return reader.invitationGrant.findMany({
    where: { invitationId: { in: [...invitationIds] }, scope: { deletedAt: null } },
    select: {
      invitationId: true,
      role: true,
      customRoleId: true,
      customRole: { select: { permissions: true } },
      scope: { select: { id: true, kind: true, path: true, lineage: true } },
    },
    orderBy: [{ scope: { path: 'asc' } }, { role: 'asc' }],
  });
}

/** Uses it up; false when it was used, revoked or has expired. */
export async function consumeInvitation(tx: Tx, id: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE invitation SET accepted_at = clock_timestamp()
     WHERE id = ${id}::uuid AND accepted_at IS NULL AND revoked_at IS NULL
       AND expires_at > clock_timestamp()`;
  return count === 1;
}

/** Whether this call is the one that revoked it; one that was accepted stays so. */
export async function revokeInvitationRow(tx: Tx, id: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE invitation SET revoked_at = clock_timestamp()
     WHERE id = ${id}::uuid AND accepted_at IS NULL AND revoked_at IS NULL`;
  return count === 1;
}

/** Whether anybody of the installation has an account under it, deactivated ones included. */
export async function isEmailTaken(reader: Reader, email: string): Promise<boolean> {
  return (await reader.user.findUnique({ where: { email }, select: { id: true } })) !== null;
}
