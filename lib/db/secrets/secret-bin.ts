// The bin: secrets that were deleted, until they are restored or purged.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { SecretType } from '@/lib/domain/secret-kinds';
import type { ScopeKind } from '@/lib/domain/scope';
import { keepNeighbours } from '../leaks/keep-neighbours';
import { nameLikes } from './name-likes';
import type { Reader, Tx } from '../connection/transaction';

export interface BinRow {
  readonly id: string;
  readonly name: string;
  readonly type: SecretType;
  readonly latestVersion: number;
  readonly deletedAt: Date;
  readonly deletedBy: string | null;
  /** To the microsecond, as the cursor needs it. */
  readonly deletedAtText: string;
  /** A live secret of the scope has the name now, whatever its case. */
  readonly nameTaken: boolean;
}

/** Where the page before ended: exactly the row's `deletedAtText` and id. */
export interface BinCursor {
  readonly deletedAt: string;
  readonly id: string;
}

export interface BinPage {
  readonly after?: BinCursor | undefined;
  /** Only names within one of these (`lib/domain/name-pattern.ts`); empty: all. */
  readonly namePatterns: readonly string[];
  readonly limit: number;
}

/** What was deleted from the scope, newest first. */
export async function listBinRows(
  reader: Reader,
  scope: AuthorizedScope,
  page: BinPage,
): Promise<BinRow[]> {
  const { deletedAt, id } = page.after ?? { deletedAt: 'infinity', id: NO_ID };
  const likes = nameLikes(page.namePatterns);
  return reader.$queryRaw<BinRow[]>`
    SELECT s.id, s.name, s.type, s.latest_version AS "latestVersion",
           s.deleted_at AS "deletedAt", s.deleted_by AS "deletedBy",
           to_char(s.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "deletedAtText",
           EXISTS (SELECT FROM secret l
                    WHERE l.scope_id = s.scope_id AND l.deleted_at IS NULL
                      AND lower(l.name) = lower(s.name)) AS "nameTaken"
      FROM secret s
     WHERE s.scope_id = ${scope.id}::uuid AND s.deleted_at IS NOT NULL
       AND (s.deleted_at, s.id) < (${deletedAt}::timestamptz, ${id}::uuid)
       AND (${likes.length === 0} OR s.name LIKE ANY (${likes}::text[]))
     ORDER BY s.deleted_at DESC, s.id DESC
     LIMIT ${page.limit}`;
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** The secret of that name that was deleted last, or null. */
export async function findBinned(
  reader: Reader,
  scope: AuthorizedScope,
  name: string,
): Promise<{ deletedAt: Date; deletedBy: string | null } | null> {
  const rows = await reader.$queryRaw<{ deletedAt: Date; deletedBy: string | null }[]>`
    SELECT deleted_at AS "deletedAt", deleted_by AS "deletedBy" FROM secret
     WHERE scope_id = ${scope.id}::uuid AND deleted_at IS NOT NULL
       AND lower(name) COLLATE "C" = ${name.toLowerCase()}
     ORDER BY deleted_at DESC LIMIT 1`;
  return rows[0] ?? null;
}

export interface BinnedSecret {
  readonly id: string;
  readonly name: string;
  readonly latestVersion: number;
  readonly currentVersion: number | null;
}

/** Locks one secret of the scope's bin; null when it is not, or no longer, there. */
export async function lockBinned(
  tx: Tx,
  scope: AuthorizedScope,
  secretId: string,
): Promise<BinnedSecret | null> {
  const rows = await tx.$queryRaw<BinnedSecret[]>`
    SELECT id, name, latest_version AS "latestVersion", current_version AS "currentVersion"
      FROM secret
     WHERE id = ${secretId}::uuid AND scope_id = ${scope.id}::uuid AND deleted_at IS NOT NULL
       FOR UPDATE`;
  return rows[0] ?? null;
}

/** Takes a locked secret out of the bin; `by` as people are named. A taken name fails on its unique index. */
export async function unbinSecret(
  tx: Tx,
  _scope: AuthorizedScope,
  secretId: string,
  by: string,
): Promise<void> {
  await tx.secret.update({
    where: { id: secretId },
    data: { deletedAt: null, deletedBy: null, updatedAt: new Date(), updatedBy: by },
  });
}

/** `now` by the clock of this process, and the days of 24 hours that the bin keeps things. */
export interface BinAge {
  readonly now: Date;
  readonly days: number;
}

/** What is over its time, with what its audit event has to say. */
export interface ExpiredSecret {
  readonly id: string;
  readonly name: string;
  readonly latestVersion: number;
  readonly organizationId: string;
  readonly scopeId: string;
  readonly scopeKind: ScopeKind;
  readonly scopePath: string;
}

/**
 * At most `limit` secrets of one organization, none of `except`, that are over their time, the oldest
 * first. The earlier of the two clocks counts: one that runs ahead, here or at the database, purges
 * nothing.
 */
export async function findExpired(
  reader: Reader,
  age: BinAge,
  except: readonly string[],
  limit: number,
): Promise<ExpiredSecret[]> {
  return reader.$queryRaw<ExpiredSecret[]>`
    WITH oldest AS (
      SELECT id, name, latest_version, organization_id, scope_id, deleted_at
        FROM secret
       WHERE deleted_at < LEAST(${age.now}::timestamptz, now())
             - make_interval(hours => ${age.days * 24}::int)
         AND organization_id <> ALL(${except}::uuid[])
       ORDER BY deleted_at, id
       LIMIT ${limit}
    )
    SELECT o.id, o.name, o.latest_version AS "latestVersion",
           o.organization_id AS "organizationId", o.scope_id AS "scopeId",
           s.kind::text AS "scopeKind", s.path AS "scopePath"
      FROM oldest o JOIN scope s ON s.id = o.scope_id
     WHERE o.organization_id = (SELECT organization_id FROM oldest ORDER BY deleted_at, id LIMIT 1)
     ORDER BY o.scope_id, o.id`;
}

/** Locks, in id order, those of `ids` that are over their time still, and answers with their ids. */
export async function lockStillExpired(
  tx: Tx,
  ids: readonly string[],
  age: BinAge,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM secret
     WHERE id = ANY(${ids}::uuid[]) AND deleted_at < LEAST(${age.now}::timestamptz, now())
           - make_interval(hours => ${age.days * 24}::int)
     ORDER BY id FOR UPDATE`;
  return rows.map((row) => row.id);
}

/** Deletes locked secrets with all their versions and envelopes. */
export async function purgeSecretRows(tx: Tx, ids: readonly string[]): Promise<void> {
  await keepNeighbours(tx, ids);
  // Sealed rows are locked in id order, alone: the order that re-encryption takes them in.
  await tx.$executeRaw`
    SELECT FROM sealed_value
     WHERE version_id IN (SELECT id FROM secret_version WHERE secret_id = ANY(${ids}::uuid[]))
     ORDER BY version_id FOR UPDATE`;
  await tx.$executeRaw`
    DELETE FROM sealed_value
     WHERE version_id IN (SELECT id FROM secret_version WHERE secret_id = ANY(${ids}::uuid[]))`;
  await tx.$executeRaw`DELETE FROM secret_version WHERE secret_id = ANY(${ids}::uuid[])`;
  await tx.$executeRaw`DELETE FROM secret WHERE id = ANY(${ids}::uuid[])`;
}
