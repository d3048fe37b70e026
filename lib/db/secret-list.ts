// Lists of a scope's secrets: names and metadata, paged by name.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Backend, Category, SecretType } from '@/lib/domain/secret-kinds';
import type { Reader } from './transaction';

export interface SecretListRow {
  readonly id: string;
  readonly name: string;
  readonly type: SecretType;
  readonly category: Category;
  readonly backend: Backend;
  readonly description: string | null;
  readonly expiresAt: Date | null;
  readonly rotationWindowDays: number | null;
  readonly currentVersion: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
  readonly displayTag: Uint8Array | null;
}

export interface SecretPage {
  /** The lower-cased name of the last row before this page. */
  readonly after?: string | undefined;
  /** Part of a name, in any case. */
  readonly q?: string | undefined;
  /** Only names within one of these (`lib/domain/name-pattern.ts`); empty: all. */
  readonly namePatterns: readonly string[];
  readonly limit: number;
}

/** Live secrets of the scope in the order of their lower-cased names (byte order), one statement. */
export async function listSecretRows(
  reader: Reader,
  scope: AuthorizedScope,
  page: SecretPage,
): Promise<SecretListRow[]> {
  const pattern = page.q ? `%${page.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%` : '%';
  const likes = page.namePatterns.map((one) => one.replaceAll('_', '\\_').replaceAll('*', '%'));
  return reader.$queryRaw<SecretListRow[]>`
    SELECT s.id, s.name, s.type, s.category, s.backend, s.description,
           s.expires_at AS "expiresAt", s.rotation_window_days AS "rotationWindowDays",
           s.current_version AS "currentVersion", s.created_at AS "createdAt",
           s.updated_at AS "updatedAt", v.created_by AS "updatedBy", v.display_tag AS "displayTag"
      FROM secret s
      LEFT JOIN secret_version v ON v.secret_id = s.id AND v.number = s.current_version
     WHERE s.scope_id = ${scope.id}::uuid AND s.deleted_at IS NULL
       AND lower(s.name) COLLATE "C" > ${page.after ?? ''}
       AND lower(s.name) LIKE ${pattern}
       AND (${likes.length === 0} OR s.name LIKE ANY (${likes}::text[]))
     ORDER BY lower(s.name) COLLATE "C"
     LIMIT ${page.limit}`;
}

/** One live secret of the scope as it would be listed, or null. */
export async function findSecretRow(
  reader: Reader,
  scope: AuthorizedScope,
  secretId: string,
): Promise<SecretListRow | null> {
  const rows = await reader.$queryRaw<SecretListRow[]>`
    SELECT s.id, s.name, s.type, s.category, s.backend, s.description,
           s.expires_at AS "expiresAt", s.rotation_window_days AS "rotationWindowDays",
           s.current_version AS "currentVersion", s.created_at AS "createdAt",
           s.updated_at AS "updatedAt", v.created_by AS "updatedBy", v.display_tag AS "displayTag"
      FROM secret s
      LEFT JOIN secret_version v ON v.secret_id = s.id AND v.number = s.current_version
     WHERE s.id = ${secretId}::uuid AND s.scope_id = ${scope.id}::uuid AND s.deleted_at IS NULL`;
  return rows[0] ?? null;
}
