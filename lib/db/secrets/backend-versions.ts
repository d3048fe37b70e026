// Versions of values that live elsewhere: first seen, and moved on when their backend has another.

import 'server-only';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Tx } from '../connection/transaction';

/** What a backend had, where the console's current version was `number`. */
export interface SeenVersionRow {
  readonly secretId: string;
  readonly number: number;
  readonly version: string;
  /** The name it went by; its row takes the present one. */
  readonly formerly?: string | null | undefined;
  /** Since when, where the backend says so. */
  readonly at: Date | null;
  /** Null where the value itself was not fetched. */
  readonly format: 'utf8' | 'binary' | null;
  /** Its number is smaller than that of the known one. */
  readonly earlier: boolean;
}

/** A secret that was moved on, with what its event has to say. */
export interface MovedOn {
  readonly id: string;
  readonly name: string;
  readonly scopeId: string;
  readonly scopeKind: ScopeKind;
  readonly scopePath: string;
  /** The number of its new version. */
  readonly number: number;
  readonly backendVersion: string;
}

/** Names current versions that had no name or a former one, and says since when they are; others stay. */
export async function noteFirstVersions(
  tx: Tx,
  seen: readonly Omit<SeenVersionRow, 'earlier'>[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE secret_version v
       SET backend_version = t.version, backend_at = COALESCE(v.backend_at, t.at),
           format = CASE WHEN v.backend_version IS NULL THEN COALESCE(t.format, v.format) ELSE v.format END
      FROM unnest(${seen.map((one) => one.secretId)}::uuid[], ${seen.map((one) => one.number)}::int[],
                  ${seen.map((one) => one.version)}::text[], ${seen.map((one) => one.at)}::timestamptz[],
                  ${seen.map((one) => one.format)}::text[], ${seen.map((one) => one.formerly ?? null)}::text[])
             AS t (secret_id, number, version, at, format, formerly)
      JOIN secret s ON s.id = t.secret_id AND s.current_version = t.number AND s.backend <> 'local'
     WHERE v.secret_id = t.secret_id AND v.number = t.number
       AND (v.backend_version IS NULL OR v.backend_version = t.formerly
            OR (v.backend_version = t.version AND v.backend_at IS NULL AND t.at IS NOT NULL))`;
}

/** Scopes of these secrets that are there still, in the order in which writers hold them. */
export async function scopesOfSecrets(tx: Tx, secretIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT c.id FROM secret s JOIN scope c ON c.id = s.scope_id AND c.deleted_at IS NULL
     WHERE s.id = ANY (${secretIds}::uuid[]) ORDER BY c.id`;
  return rows.map((row) => row.id);
}

/**
 * Gives a new current version to those secrets whose current one is `number` still and goes by another
 * name; by an earlier one only where it is younger. The caller holds their scopes. `versionIds` are as many as `seen`; `by` as people are named.
 */
export async function moveVersionsOn(
  tx: Tx,
  organizationId: string,
  seen: readonly (SeenVersionRow & { readonly versionId: string })[],
  by: string,
): Promise<MovedOn[]> {
  return tx.$queryRaw<MovedOn[]>`
    WITH seen AS (
      SELECT * FROM unnest(
        ${seen.map((one) => one.secretId)}::uuid[], ${seen.map((one) => one.number)}::int[],
        ${seen.map((one) => one.version)}::text[], ${seen.map((one) => one.at)}::timestamptz[],
        ${seen.map((one) => one.format)}::text[], ${seen.map((one) => one.versionId)}::uuid[],
        ${seen.map((one) => one.earlier)}::boolean[]
      ) AS t (secret_id, number, version, at, format, version_id, earlier)
    ), held AS (
      SELECT s.id, s.name, s.scope_id, s.latest_version + 1 AS next, s.current_version,
             seen.version, seen.at, seen.version_id, COALESCE(seen.format, v.format) AS format
        FROM secret s
        JOIN seen ON seen.secret_id = s.id AND seen.number = s.current_version
        JOIN secret_version v ON v.secret_id = s.id AND v.number = s.current_version
       WHERE s.organization_id = ${organizationId}::uuid AND s.deleted_at IS NULL
         AND s.backend <> 'local' AND v.backend_version <> seen.version
         AND (NOT seen.earlier OR seen.at > v.backend_at)
       ORDER BY s.id FOR UPDATE OF s
    ), versions AS (
      INSERT INTO secret_version
        (id, secret_id, number, format, created_by_kind, created_by, backend_version, backend_at)
      SELECT version_id, id, next, format, 'system', ${by}, version, at FROM held
    ), moved AS (
      UPDATE secret s
         SET latest_version = h.next, previous_version = h.current_version, current_version = h.next,
             updated_at = now(), updated_by = ${by}
        FROM held h WHERE s.id = h.id
    )
    SELECT h.id, h.name, c.id AS "scopeId", c.kind::text AS "scopeKind", c.path AS "scopePath",
           h.next AS number, h.version AS "backendVersion"
      FROM held h JOIN scope c ON c.id = h.scope_id
     ORDER BY h.id`;
}
