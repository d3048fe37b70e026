// Secrets with their next versions, sealed, written as one set.

import 'server-only';
import type { Sealed } from '@/lib/crypto/sealed';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ValueFormat } from '@/lib/domain/secret-kinds';
import type { SecretDescription } from './secrets';
import type { Tx } from '../connection/transaction';

/** A secret with its next version, sealed. `number` 1 inserts the secret, a later one updates it. */
export interface SecretVersionWrite extends SecretDescription {
  readonly secretId: string;
  readonly name: string;
  readonly backend: 'local';
  readonly versionId: string;
  readonly number: number;
  readonly format: ValueFormat;
  /** Which parts an object has, by name. */
  readonly parts: readonly string[];
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
 * current one previous; what was elsewhere before is here from now on. A name taken meanwhile fails on its unique index and the caller tries again.
 */
export async function writeVersions(
  tx: Tx,
  scope: AuthorizedScope,
  facts: PutFacts,
  writes: readonly SecretVersionWrite[],
): Promise<void> {
  const column = <K extends keyof SecretVersionWrite>(key: K) => writes.map((write) => write[key]);
  // Lists of words that hold no comma; `unnest` takes no lists of lists.
  const words = (key: 'tags' | 'parts') => writes.map((write) => write[key].join(','));
  await tx.$executeRaw`
    WITH input AS (
      SELECT * FROM unnest(
        ${column('secretId')}::uuid[], ${column('name')}::text[], ${column('type')}::text[],
        ${column('typeGuessed')}::bool[], ${column('category')}::text[],
        ${column('backend')}::text[], ${column('delivery')}::text[],
        ${column('description')}::text[], ${column('ownerUserId')}::uuid[],
        ${column('ownerTeamId')}::uuid[], ${words('tags')}::text[],
        ${column('expiresAt')}::timestamptz[], ${column('rotationWindowDays')}::int[],
        ${column('versionId')}::uuid[], ${column('number')}::int[], ${column('format')}::text[],
        ${words('parts')}::text[], ${column('reason')}::text[], ${column('matchTag')}::bytea[],
        ${column('displayTag')}::bytea[], ${column('envelope')}::bytea[]
      ) AS t (secret_id, name, type, type_guessed, category, backend, delivery, description,
              owner_user_id, owner_team_id, tags, expires_at, rotation_window_days, version_id,
              number, format, parts, reason, match_tag, display_tag, envelope)
    ), secrets AS (
      INSERT INTO secret
        (id, organization_id, scope_id, name, type, type_guessed, category, backend, delivery,
         description, owner_user_id, owner_team_id, tags, expires_at, rotation_window_days,
         latest_version, current_version, created_at, updated_at, updated_by)
      SELECT secret_id, ${scope.organizationId}::uuid, ${scope.id}::uuid, name, type, type_guessed,
             category, backend, delivery, description, owner_user_id, owner_team_id,
             string_to_array(tags, ','), expires_at, rotation_window_days, number, number,
             ${facts.at}::timestamptz, ${facts.at}::timestamptz, ${facts.createdBy}
        FROM input
      ON CONFLICT (id) DO UPDATE SET
        type = excluded.type, type_guessed = excluded.type_guessed, category = excluded.category,
        delivery = excluded.delivery, description = excluded.description,
        owner_user_id = excluded.owner_user_id, owner_team_id = excluded.owner_team_id,
        tags = excluded.tags, expires_at = excluded.expires_at,
        rotation_window_days = excluded.rotation_window_days,
        latest_version = excluded.latest_version, previous_version = secret.current_version,
        current_version = excluded.current_version, updated_at = excluded.updated_at,
        updated_by = excluded.updated_by, backend = excluded.backend, reference = NULL,
        connector_id = NULL, backend_checked_at = NULL, backend_fault = NULL, backend_schedule = NULL
    ), versions AS (
      INSERT INTO secret_version
        (id, secret_id, number, format, parts, reason, created_at, created_by_kind, created_by_id,
         created_by, match_key_id, match_tag, display_key_id, display_tag)
      SELECT version_id, secret_id, number, format, string_to_array(parts, ','), reason,
             ${facts.at}::timestamptz, ${facts.createdByKind}, ${facts.createdById}::uuid,
             ${facts.createdBy}, ${facts.matchKeyId}::uuid, match_tag, ${facts.displayKeyId}::uuid,
             display_tag
        FROM input
    )
    INSERT INTO sealed_value (version_id, data_key_id, envelope)
    SELECT version_id, ${facts.dataKeyId}::uuid, envelope FROM input`;
}
