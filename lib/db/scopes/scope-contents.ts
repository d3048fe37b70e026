// What lies at or below a scope: counted, and the first names of it, in one statement.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ContentCounts } from '@/lib/domain/scope-contents';
import { GONE_AFTER_SECONDS } from '@/lib/domain/worker';
import { nameLikes } from '../secrets/name-likes';
import type { Reader } from '../connection/transaction';

/** Which names may be told; the numbers always are. */
export interface ContentSight {
  readonly secrets: boolean;
  readonly tokens: boolean;
  readonly people: boolean;
  readonly connectors: boolean;
  /** Only secrets within one of these patterns; empty: all. */
  readonly namePatterns: readonly string[];
  /** How many names of each kind, at most. */
  readonly limit: number;
}

export interface NamedSecret {
  readonly key: string;
  readonly path: string;
}

export interface ContentRow extends ContentCounts {
  /** Dotted paths of the scopes below. */
  readonly scopeNames: string[];
  readonly secretNames: NamedSecret[];
  readonly aliasNames: NamedSecret[];
  readonly binnedNames: NamedSecret[];
  readonly tokenNames: { readonly name: string; readonly path: string }[];
  readonly workerNames: {
    readonly host: string;
    readonly command: string;
    readonly path: string;
  }[];
  readonly connectorNames: { readonly slug: string; readonly path: string }[];
  readonly grantNames: { readonly email: string; readonly role: string; readonly path: string }[];
}

/** Scopes that are deleted already, and tokens that are revoked or have expired, are left out. */
export async function readContents(
  reader: Reader,
  scope: AuthorizedScope,
  sight: ContentSight,
): Promise<ContentRow> {
  const likes = nameLikes(sight.namePatterns);
  const [row] = await reader.$queryRaw<ContentRow[]>`
    WITH here AS (
      SELECT id, kind, path FROM scope
       WHERE lineage @> ARRAY[${scope.id}::uuid] AND deleted_at IS NULL
    ), held AS (
      SELECT s.id, s.name AS key, h.path,
             CASE WHEN s.deleted_at IS NOT NULL THEN 'binned'
                  WHEN s.alias_of_id IS NOT NULL THEN 'alias' ELSE 'secret' END AS state
        FROM here h JOIN secret s ON s.scope_id = h.id
    ), listed AS (
      SELECT key, path, state FROM held
       WHERE ${sight.secrets} AND (${likes.length === 0} OR key LIKE ANY (${likes}::text[]))
    ), live_token AS (
      SELECT t.name, h.path FROM here h JOIN token t ON t.scope_id = h.id
       WHERE t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now())
    ), granted AS (
      SELECT coalesce(u.email, p.name || ' (group)') AS email, g.role, h.path
        FROM here h JOIN scope_grant g ON g.scope_id = h.id
        LEFT JOIN app_user u ON u.id = g.user_id LEFT JOIN people_group p ON p.id = g.group_id
    ), led AS (
      SELECT n.slug, h.path FROM here h JOIN connector n ON n.scope_id = h.id
    ), live_worker AS (
      SELECT w.host, w.command, h.path FROM here h JOIN worker w ON w.app_id = h.id
       WHERE w.state <> 'ended'
         AND w.heartbeat_at > now() - make_interval(secs => ${GONE_AFTER_SECONDS})
    ), below AS (
      SELECT kind, path FROM here WHERE id <> ${scope.id}::uuid
    )
    SELECT b.*, s.*, t.*, g.*, k.*, n.*,
           (SELECT count(*)::int FROM held h JOIN secret_version v ON v.secret_id = h.id) AS versions,
           ARRAY(SELECT path FROM below ORDER BY path LIMIT ${sight.limit}) AS "scopeNames",
           ARRAY(SELECT to_jsonb(l) - 'state' FROM listed l WHERE state = 'secret'
                  ORDER BY path, key LIMIT ${sight.limit}) AS "secretNames",
           ARRAY(SELECT to_jsonb(l) - 'state' FROM listed l WHERE state = 'alias'
                  ORDER BY path, key LIMIT ${sight.limit}) AS "aliasNames",
           ARRAY(SELECT to_jsonb(l) - 'state' FROM listed l WHERE state = 'binned'
                  ORDER BY path, key LIMIT ${sight.limit}) AS "binnedNames",
           ARRAY(SELECT to_jsonb(l) FROM live_token l WHERE ${sight.tokens}
                  ORDER BY path, name LIMIT ${sight.limit}) AS "tokenNames",
           ARRAY(SELECT to_jsonb(l) FROM granted l WHERE ${sight.people}
                  ORDER BY path, email, role LIMIT ${sight.limit}) AS "grantNames",
           ARRAY(SELECT to_jsonb(l) FROM led l WHERE ${sight.connectors}
                  ORDER BY path, slug LIMIT ${sight.limit}) AS "connectorNames",
           ARRAY(SELECT to_jsonb(l) FROM live_worker l WHERE ${sight.secrets}
                  ORDER BY path, host LIMIT ${sight.limit}) AS "workerNames"
      FROM (SELECT (count(*) FILTER (WHERE kind = 'team'))::int AS teams,
                   (count(*) FILTER (WHERE kind = 'workspace'))::int AS workspaces,
                   (count(*) FILTER (WHERE kind = 'app'))::int AS apps FROM below) b,
           (SELECT (count(*) FILTER (WHERE state = 'secret'))::int AS secrets,
                   (count(*) FILTER (WHERE state = 'alias'))::int AS aliases,
                   (count(*) FILTER (WHERE state = 'binned'))::int AS binned FROM held) s,
           (SELECT count(*)::int AS tokens FROM live_token) t,
           (SELECT count(*)::int AS grants FROM granted) g,
           (SELECT count(*)::int AS connectors FROM led) n,
           (SELECT count(*)::int AS workers FROM live_worker) k`;
  return row!;
}
