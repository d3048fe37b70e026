// Secrets of a scope and their sealed versions, written and locked as sets.

import 'server-only';
import type { Sealed } from '@/lib/crypto/sealed';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Backend, Category, SecretType, ValueFormat } from '@/lib/domain/secret-kinds';
import type { Tx } from './transaction';

/** A live secret under lock, as the next version needs it. */
export interface LockedSecret {
  readonly id: string;
  readonly name: string;
  readonly type: SecretType;
  readonly category: Category;
  readonly backend: Backend;
  readonly description: string | null;
  readonly expiresAt: Date | null;
  readonly rotationWindowDays: number | null;
  readonly latestVersion: number;
  readonly currentVersion: number | null;
  readonly createdAt: Date;
}

/** Locks the live secrets of the scope that have these names, whatever their case, in id order. */
export async function lockSecrets(
  tx: Tx,
  scope: AuthorizedScope,
  names: readonly string[],
): Promise<LockedSecret[]> {
  const lowered = names.map((name) => name.toLowerCase());
  return tx.$queryRaw<LockedSecret[]>`
    SELECT id, name, type, category, backend, description, expires_at AS "expiresAt",
           rotation_window_days AS "rotationWindowDays", latest_version AS "latestVersion",
           current_version AS "currentVersion", created_at AS "createdAt"
      FROM secret
     WHERE scope_id = ${scope.id}::uuid AND deleted_at IS NULL
       AND lower(name) COLLATE "C" = ANY(${lowered}::text[])
     ORDER BY id
       FOR UPDATE`;
}

/** A secret with its next version, sealed. `number` 1 inserts the secret, a later one updates it. */
export interface SecretVersionWrite {
  readonly secretId: string;
  readonly name: string;
  readonly type: SecretType;
  readonly category: Category;
  readonly backend: Backend;
  readonly description: string | null;
  readonly expiresAt: Date | null;
  readonly rotationWindowDays: number | null;
  readonly versionId: string;
  readonly number: number;
  readonly format: ValueFormat;
  readonly reason: string | null;
  readonly matchTag: Uint8Array;
  readonly displayTag: Uint8Array;
  readonly envelope: Sealed;
}

/** What all writes of one call share. */
export interface PutFacts {
  readonly dataKeyId: string;
  readonly matchKeyId: string;
  readonly displayKeyId: string;
  readonly createdByKind: string;
  readonly createdById: string | null;
  readonly createdBy: string;
  readonly at: Date;
}

/**
 * Writes every secret, version and envelope in one statement: the new version becomes current, the
 * current one previous. A name taken meanwhile fails on its unique index and the caller tries again.
 */
export async function writeVersions(
  tx: Tx,
  scope: AuthorizedScope,
  facts: PutFacts,
  writes: readonly SecretVersionWrite[],
): Promise<void> {
  const column = <K extends keyof SecretVersionWrite>(key: K) => writes.map((write) => write[key]);
  await tx.$executeRaw`
    WITH input AS (
      SELECT * FROM unnest(
        ${column('secretId')}::uuid[], ${column('name')}::text[], ${column('type')}::text[],
        ${column('category')}::text[], ${column('backend')}::text[],
        ${column('description')}::text[], ${column('expiresAt')}::timestamptz[],
        ${column('rotationWindowDays')}::int[], ${column('versionId')}::uuid[],
        ${column('number')}::int[], ${column('format')}::text[], ${column('reason')}::text[],
        ${column('matchTag')}::bytea[], ${column('displayTag')}::bytea[],
        ${column('envelope')}::bytea[]
      ) AS t (secret_id, name, type, category, backend, description, expires_at,
              rotation_window_days, version_id, number, format, reason, match_tag, display_tag,
              envelope)
    ), secrets AS (
      INSERT INTO secret
        (id, organization_id, scope_id, name, type, category, backend, description, expires_at,
         rotation_window_days, latest_version, current_version, created_at, updated_at)
      SELECT secret_id, ${scope.organizationId}::uuid, ${scope.id}::uuid, name, type, category,
             backend, description, expires_at, rotation_window_days, number, number,
             ${facts.at}::timestamptz, ${facts.at}::timestamptz
        FROM input
      ON CONFLICT (id) DO UPDATE SET
        type = excluded.type, category = excluded.category, backend = excluded.backend,
        description = excluded.description, expires_at = excluded.expires_at,
        rotation_window_days = excluded.rotation_window_days,
        latest_version = excluded.latest_version, previous_version = secret.current_version,
        current_version = excluded.current_version, updated_at = excluded.updated_at
    ), versions AS (
      INSERT INTO secret_version
        (id, secret_id, number, format, reason, created_at, created_by_kind, created_by_id,
         created_by, match_key_id, match_tag, display_key_id, display_tag)
      SELECT version_id, secret_id, number, format, reason, ${facts.at}::timestamptz,
             ${facts.createdByKind}, ${facts.createdById}::uuid, ${facts.createdBy},
             ${facts.matchKeyId}::uuid, match_tag, ${facts.displayKeyId}::uuid, display_tag
        FROM input
    )
    INSERT INTO sealed_value (version_id, data_key_id, envelope)
    SELECT version_id, ${facts.dataKeyId}::uuid, envelope FROM input`;
}

/** Puts a locked secret into the bin; `by` as people are named in lists. */
export async function binSecret(
  tx: Tx,
  _scope: AuthorizedScope,
  secretId: string,
  by: string,
): Promise<void> {
  await tx.secret.update({
    where: { id: secretId },
    data: { deletedAt: new Date(), deletedBy: by },
  });
}
