// Intake links: made, found by the hash of their secret, listed and revoked. Clocks are the database's.

import 'server-only';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Backend } from '@/lib/domain/secret-kinds';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from './name-likes';
import type { Reader, Tx } from '../connection/transaction';

/** A live secret that a link is to ask for, as somebody named it. */
export interface NamedSecret {
  /** Where it stands among the names asked with. */
  readonly at: number;
  readonly id: string;
  readonly name: string;
  readonly isAlias: boolean;
  readonly backend: Backend;
  readonly scopeId: string;
  readonly scopeKind: ScopeKind;
  readonly lineage: string[];
}

/** By id, or by the path of the scope and the exact name. What is not there is left out. */
export async function findNamedSecrets(
  reader: Reader,
  organizationId: string,
  asked: readonly { readonly id: string | null; readonly path: string; readonly name: string }[],
): Promise<NamedSecret[]> {
  const ids = asked.map(({ id }) => id);
  const paths = asked.map(({ path }) => path);
  const names = asked.map(({ name }) => name);
  return reader.$queryRaw<NamedSecret[]>`
    WITH asked AS (
      SELECT * FROM unnest(${ids}::uuid[], ${paths}::text[], ${names}::text[])
        WITH ORDINALITY AS a(id, path, name, at)
    ), found AS (
      SELECT a.at, s.id FROM asked a JOIN secret s ON s.id = a.id
      UNION ALL
      SELECT a.at, s.id FROM asked a
        JOIN scope c ON c.organization_id = ${organizationId}::uuid AND c.path = a.path
                    AND c.deleted_at IS NULL
        JOIN secret s ON s.scope_id = c.id AND s.deleted_at IS NULL
                     AND lower(s.name) COLLATE "C" = lower(a.name) AND s.name = a.name
       WHERE a.id IS NULL
    )
    SELECT (f.at - 1)::int AS at, s.id, s.name, s.alias_of_id IS NOT NULL AS "isAlias", s.backend,
           c.id AS "scopeId", c.kind AS "scopeKind", c.lineage
      FROM found f JOIN secret s ON s.id = f.id JOIN scope c ON c.id = s.scope_id
     WHERE s.organization_id = ${organizationId}::uuid AND s.deleted_at IS NULL
       AND c.deleted_at IS NULL
     ORDER BY f.at`;
}

export interface NewIntakeLink {
  readonly id: string;
  readonly organizationId: string;
  readonly hash: Uint8Array<ArrayBuffer>;
  readonly label: string;
  readonly note: string | null;
  readonly createdById: string;
  readonly expiresInDays: number;
}

/** False where one of the secrets is no live secret of its own any more; the caller rolls back then. */
export async function insertIntakeLink(
  tx: Tx,
  link: NewIntakeLink,
  secretIds: readonly string[],
): Promise<boolean> {
  await tx.$executeRaw`
    INSERT INTO intake_link (id, organization_id, hash, label, note, created_by_id, created_at, expires_at)
    VALUES (${link.id}::uuid, ${link.organizationId}::uuid, ${link.hash}, ${link.label}, ${link.note},
            ${link.createdById}::uuid, clock_timestamp(),
            clock_timestamp() + make_interval(days => ${link.expiresInDays}::int))`;
  const count = await tx.$executeRaw`
    INSERT INTO intake_item (link_id, secret_id)
    SELECT ${link.id}::uuid, id FROM secret
     WHERE id = ANY(${secretIds}::uuid[]) AND deleted_at IS NULL AND alias_of_id IS NULL
     ORDER BY id FOR SHARE`;
  return count === secretIds.length;
}

export interface IntakeLinkRow {
  readonly id: string;
  readonly organizationId: string;
  readonly label: string;
  readonly note: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly expired: boolean;
  readonly makerId: string;
  readonly makerName: string;
  readonly makerEmail: string;
  readonly makerActive: boolean;
}

const LINKS = Prisma.sql`
    SELECT l.id, l.organization_id AS "organizationId", l.label, l.note, l.created_at AS "createdAt",
           l.expires_at AS "expiresAt", l.revoked_at AS "revokedAt",
           l.expires_at <= clock_timestamp() AS expired,
           u.id AS "makerId", u.name AS "makerName", u.email AS "makerEmail",
           u.deactivated_at IS NULL AS "makerActive"
      FROM intake_link l JOIN app_user u ON u.id = l.created_by_id`;

/** The link of a secret, in whatever state, with its maker. */
export async function findIntakeLink(
  reader: Reader,
  hash: Uint8Array<ArrayBuffer>,
): Promise<IntakeLinkRow | null> {
  const rows = await reader.$queryRaw<IntakeLinkRow[]>`
    ${LINKS}
     WHERE l.hash = ${hash}`;
  return rows[0] ?? null;
}

/** Which links somebody may see. */
export interface IntakeSight {
  readonly organizationId: string;
  /** Sees the links he made. */
  readonly userId: string | null;
  /** Sees every link. */
  readonly all: boolean;
  /** Sees the links all of whose secrets lie at or below these, and have names within the patterns. */
  readonly writable: readonly string[];
  /** May list names at or below these. */
  readonly listable: readonly string[];
  readonly namePatterns: readonly string[];
}

/** Links in sight, newest first: those before `after`, or the one of `id`. */
export async function listIntakeLinkRows(
  reader: Reader,
  sight: IntakeSight,
  page: { readonly after?: string; readonly id?: string; readonly limit: number },
): Promise<IntakeLinkRow[]> {
  const likes = nameLikes(sight.namePatterns);
  return reader.$queryRaw<IntakeLinkRow[]>`
    ${LINKS}
     WHERE l.organization_id = ${sight.organizationId}::uuid
       AND (${page.after ?? null}::uuid IS NULL OR l.id < ${page.after ?? null}::uuid)
       AND (${page.id ?? null}::uuid IS NULL OR l.id = ${page.id ?? null}::uuid)
       AND (${sight.all} OR l.created_by_id = ${sight.userId}::uuid
            OR (EXISTS (SELECT FROM intake_item i WHERE i.link_id = l.id)
                AND NOT EXISTS (
                  SELECT FROM intake_item i
                    JOIN secret s ON s.id = i.secret_id JOIN scope c ON c.id = s.scope_id
                   WHERE i.link_id = l.id
                     AND NOT (c.lineage && ${[...sight.writable]}::uuid[]
                              AND (${likes.length === 0} OR s.name LIKE ANY (${likes}::text[]))))))
     ORDER BY l.id DESC
     LIMIT ${page.limit}`;
}

/** Answers with the number of values that were entered; null where it was revoked before. */
export async function revokeIntakeLinkRow(tx: Tx, id: string): Promise<number | null> {
  const rows = await tx.$queryRaw<{ answered: number }[]>`
    UPDATE intake_link SET revoked_at = clock_timestamp()
     WHERE id = ${id}::uuid AND revoked_at IS NULL
    RETURNING (SELECT count(*)::int FROM intake_item i
                WHERE i.link_id = ${id}::uuid AND i.answered_at IS NOT NULL) AS answered`;
  return rows[0]?.answered ?? null;
}
