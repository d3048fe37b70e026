// Who holds something around a secret: people with their grants, tokens, and links that ask for it.

import 'server-only';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader } from '../connection/transaction';
import { emailAfter } from '../people/member-list';

export interface Around {
  readonly organizationId: string;
  /** Scopes at or above which a right counts, and those below which it may. */
  readonly above: readonly string[];
  readonly below: readonly string[];
}

interface PlaceRow {
  readonly scopeId: string;
  readonly kind: ScopeKind;
  readonly path: string;
  readonly lineage: string[];
}

export interface PersonGrantRow extends PlaceRow {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly custom: string[] | null;
  /** The group through which it is held; null where it is the person's own. */
  readonly group: string | null;
}

export interface TokenHolderRow extends PlaceRow {
  readonly id: string;
  readonly name: string;
  readonly permissions: string[];
  readonly namePatterns: string[];
}

export interface LinkHolderRow {
  readonly id: string;
  readonly label: string;
  readonly makerId: string;
  readonly makerName: string;
  readonly makerEmail: string;
}

/** Which roles matter: built-in ones by name, custom ones by any of the permissions. */
export interface RolesWanted {
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

/** All grants that matter of at most `limit` active people, by e-mail after the person `after`. */
export async function listPeopleAround(
  reader: Reader,
  { organizationId, above, below }: Around,
  { roles, permissions }: RolesWanted,
  page: { readonly after: string | null; readonly limit: number },
): Promise<PersonGrantRow[]> {
  return reader.$queryRaw<PersonGrantRow[]>`
    WITH held AS (
      SELECT DISTINCT coalesce(g.user_id, m.user_id) AS user_id, g.role, r.permissions AS custom,
             p.name AS "group", c.id AS "scopeId", c.kind::text AS kind, c.path, c.lineage
        FROM scope_grant g
        JOIN scope c ON c.id = g.scope_id AND c.deleted_at IS NULL
        LEFT JOIN custom_role r ON r.id = g.custom_role_id
        LEFT JOIN people_group p ON p.id = g.group_id
        LEFT JOIN group_member m ON m.group_id = g.group_id
       WHERE c.organization_id = ${organizationId}::uuid
         AND (c.id = ANY(${[...above]}::uuid[]) OR c.lineage && ${[...below]}::uuid[])
         AND (g.role = ANY(${[...roles]}::text[]) OR r.permissions && ${[...permissions]}::text[])
    ), people AS (
      SELECT u.id, u.name, u.email FROM app_user u
       WHERE u.deactivated_at IS NULL AND u.id IN (SELECT user_id FROM held)
         AND (${page.after}::uuid IS NULL OR ${emailAfter({ organizationId }, page.after)})
       ORDER BY u.email COLLATE "C"
       LIMIT ${page.limit}
    )
    SELECT u.id AS "userId", u.name, u.email,
           h.role, h.custom, h."group", h."scopeId", h.kind, h.path, h.lineage
      FROM people u JOIN held h ON h.user_id = u.id
     ORDER BY u.email COLLATE "C", array_length(h.lineage, 1), h.path COLLATE "C", h.role`;
}

/** At most `limit` tokens that work and have any of the permissions, by id after `after`. */
export async function listTokensAround(
  reader: Reader,
  { organizationId, above, below }: Around,
  permissions: readonly string[],
  page: { readonly after: string | null; readonly limit: number },
): Promise<TokenHolderRow[]> {
  return reader.$queryRaw<TokenHolderRow[]>`
    SELECT t.id, t.name, t.permissions, t.name_patterns AS "namePatterns",
           c.id AS "scopeId", c.kind::text AS kind, c.path, c.lineage
      FROM token t JOIN scope c ON c.id = t.scope_id AND c.deleted_at IS NULL
     WHERE t.organization_id = ${organizationId}::uuid AND t.revoked_at IS NULL
       AND (t.expires_at IS NULL OR t.expires_at > now())
       AND (c.id = ANY(${[...above]}::uuid[]) OR c.lineage && ${[...below]}::uuid[])
       AND t.permissions && ${[...permissions]}::text[]
       AND (${page.after}::uuid IS NULL OR t.id > ${page.after}::uuid)
     ORDER BY t.id
     LIMIT ${page.limit}`;
}

/** At most `limit` links by which the value can be entered, of active makers, by id after `after`. */
export async function listLinksTo(
  reader: Reader,
  organizationId: string,
  secretId: string,
  page: { readonly after: string | null; readonly limit: number },
): Promise<LinkHolderRow[]> {
  return reader.$queryRaw<LinkHolderRow[]>`
    SELECT l.id, l.label, u.id AS "makerId", u.name AS "makerName", u.email AS "makerEmail"
      FROM intake_item i
      JOIN intake_link l ON l.id = i.link_id
      JOIN app_user u ON u.id = l.created_by_id
     WHERE i.secret_id = ${secretId}::uuid AND i.answered_at IS NULL
       AND l.organization_id = ${organizationId}::uuid AND l.revoked_at IS NULL
       AND l.expires_at > clock_timestamp() AND u.deactivated_at IS NULL
       AND (${page.after}::uuid IS NULL OR l.id > ${page.after}::uuid)
     ORDER BY l.id
     LIMIT ${page.limit}`;
}
