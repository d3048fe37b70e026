// Lists of a scope's secrets: names and metadata, in pages.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { BackendSchedule } from '@/lib/domain/backend';
import type { Backend, Category, SecretType, ValueFormat } from '@/lib/domain/secret-kinds';
import type { Delivery } from '@/lib/domain/secret-types';
import type { SecretSort } from '@/lib/domain/secret-sort';
import { Prisma } from '../generated/client.ts';
import { windowOf } from '../rotation/window-rule';
import { keyedSecrets, ORDERS } from './secret-order';
import type { SecretFilter, SortKey } from './secret-order';
import type { Reader } from '../connection/transaction';

export interface SecretListRow {
  readonly id: string;
  readonly name: string;
  readonly type: SecretType;
  readonly category: Category;
  readonly backend: Backend;
  readonly format: ValueFormat | null;
  readonly parts: readonly string[] | null;
  readonly delivery: Delivery;
  readonly description: string | null;
  readonly ownerUserId: string | null;
  readonly ownerTeamId: string | null;
  readonly ownerName: string | null;
  readonly tags: readonly string[];
  readonly aliasOfId: string | null;
  readonly aliasOfName: string | null;
  readonly aliasOfPath: string | null;
  readonly aliasOfDeleted: boolean | null;
  readonly expiresAt: Date | null;
  readonly rotationWindowDays: number | null;
  readonly currentVersion: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
  readonly sealedAt: Date | null;
  readonly displayTag: Uint8Array | null;
  /** Since when the current value cannot be opened because the master key is lost. */
  readonly lostAt: Date | null;
  /** Where an external backend keeps the value, and what is known of it; all null for `local`. */
  readonly reference: string | null;
  readonly connectorId: string | null;
  readonly connectorSlug: string | null;
  readonly connectorName: string | null;
  readonly connectorApproved: boolean | null;
  readonly backendCheckedAt: Date | null;
  readonly backendFault: string | null;
  readonly backendSchedule: BackendSchedule | null;
  readonly backendVersion: string | null;
  readonly backendAt: Date | null;
  /** What its age counts from. */
  readonly valueSince: Date | null;
  /** How old it may get by all that limits it; null where nothing does. */
  readonly windowDays: number | null;
}

export interface SecretPage extends SecretFilter {
  readonly sort: SecretSort;
  /** Of the last row before this page. */
  readonly after?: SortKey | undefined;
  readonly limit: number;
}

/** What a list says of a secret `s`. */
const LISTED = Prisma.sql`
    SELECT s.id, s.name, s.type, s.category, s.backend, v.format, v.parts, s.delivery,
           s.description, s.owner_user_id AS "ownerUserId", s.owner_team_id AS "ownerTeamId",
           COALESCE(ou.name, ot.name) AS "ownerName", s.tags, s.alias_of_id AS "aliasOfId",
           a.name AS "aliasOfName", ap.path AS "aliasOfPath",
           a.deleted_at IS NOT NULL AS "aliasOfDeleted", s.expires_at AS "expiresAt",
           s.rotation_window_days AS "rotationWindowDays", s.current_version AS "currentVersion",
           s.created_at AS "createdAt", s.updated_at AS "updatedAt",
           COALESCE(s.updated_by, v.created_by) AS "updatedBy",
           v.created_at AS "sealedAt", v.display_tag AS "displayTag", v.lost_at AS "lostAt",
           s.reference, s.connector_id AS "connectorId", k.slug AS "connectorSlug",
           k.name AS "connectorName", k.approved_at IS NOT NULL AS "connectorApproved",
           s.backend_checked_at AS "backendCheckedAt", s.backend_fault AS "backendFault",
           s.backend_schedule AS "backendSchedule", v.backend_version AS "backendVersion",
           v.backend_at AS "backendAt", COALESCE(v.backend_at, v.created_at) AS "valueSince",
           LEAST(rule.days, s.rotation_window_days) AS "windowDays"
      FROM secret s
      JOIN scope c ON c.id = s.scope_id
      LEFT JOIN secret_version v ON v.secret_id = s.id AND v.number = s.current_version
      LEFT JOIN app_user ou ON ou.id = s.owner_user_id
      LEFT JOIN scope ot ON ot.id = s.owner_team_id
      LEFT JOIN secret a ON a.id = s.alias_of_id
      LEFT JOIN scope ap ON ap.id = a.scope_id
      LEFT JOIN connector k ON k.id = s.connector_id
      LEFT JOIN LATERAL (${windowOf({
        lineage: Prisma.sql`c.lineage`,
        type: Prisma.sql`s.type`,
        secretId: Prisma.sql`s.id`,
      })}) rule ON TRUE`;

/** One page of the scope's live secrets, each with what it is sorted by; one statement. */
export async function listSecretRows(
  reader: Reader,
  scope: AuthorizedScope,
  page: SecretPage,
): Promise<(SecretListRow & SortKey)[]> {
  const order = ORDERS[page.sort];
  const beyond = page.after ? order.after(page.after) : Prisma.sql`TRUE`;
  return reader.$queryRaw<(SecretListRow & SortKey)[]>`
    SELECT listed.*, ${order.first} AS "first", ${order.second} AS "second"
      FROM (SELECT * FROM (${keyedSecrets(scope, page)}) keyed
             WHERE ${beyond} ORDER BY ${order.by} LIMIT ${page.limit}) page
      JOIN LATERAL (${LISTED} WHERE s.id = page.key_id) listed ON TRUE
     ORDER BY ${order.by}`;
}

/** Live secrets of the scope as they would be listed, in no particular order. */
export async function findSecretRows(
  reader: Reader,
  scope: AuthorizedScope,
  secretIds: readonly string[],
): Promise<SecretListRow[]> {
  return reader.$queryRaw<SecretListRow[]>`
    ${LISTED}
     WHERE s.id = ANY(${secretIds}::uuid[]) AND s.scope_id = ${scope.id}::uuid
       AND s.deleted_at IS NULL`;
}

/** One of them, or null. */
export async function findSecretRow(
  reader: Reader,
  scope: AuthorizedScope,
  secretId: string,
): Promise<SecretListRow | null> {
  const rows = await findSecretRows(reader, scope, [secretId]);
  return rows[0] ?? null;
}
