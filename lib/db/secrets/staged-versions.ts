// Versions that wait beside the current one: written, made current, and put back.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Reader, Tx } from '../connection/transaction';
import type { PutFacts, SecretVersionWrite } from './write-versions';

/** The next version of a locked secret becomes its staged one; an older staged one is retired by it. */
export async function writeStagedVersion(
  tx: Tx,
  _scope: AuthorizedScope,
  facts: PutFacts,
  write: SecretVersionWrite,
): Promise<void> {
  const { at, createdByKind, createdById, createdBy, matchKeyId, displayKeyId, dataKeyId } = facts;
  const { secretId, versionId, number, format, parts, reason, matchTag, displayTag } = write;
  await tx.secretVersion.create({
    data: {
      id: versionId,
      secretId,
      number,
      format,
      parts: [...parts],
      reason,
      createdAt: at,
      createdByKind,
      createdById,
      createdBy,
      matchKeyId,
      matchTag: Uint8Array.from(matchTag),
      displayKeyId,
      displayTag: Uint8Array.from(displayTag),
      sealed: { create: { dataKeyId, envelope: Uint8Array.from(write.envelope) } },
    },
  });
  await tx.secret.update({
    where: { id: secretId },
    data: { latestVersion: number, stagedVersion: number },
  });
}

/** A secret whose pointers were moved: `to` is current now, `from` was; null: none was. */
export interface MovedPointers {
  readonly secretId: string;
  readonly name: string;
  readonly from: number | null;
  readonly to: number;
}

/**
 * Of those of the secrets of the scope that have a staged version whose value is there: it becomes current,
 * the current one previous. The others are left out.
 */
export async function promoteStagedVersions(
  tx: Tx,
  scope: AuthorizedScope,
  secretIds: readonly string[],
  by: string,
): Promise<MovedPointers[]> {
  return tx.$queryRaw<MovedPointers[]>`
    WITH held AS (
      SELECT s.id, s.current_version FROM secret s
        JOIN secret_version v ON v.secret_id = s.id AND v.number = s.staged_version
       WHERE s.scope_id = ${scope.id}::uuid AND s.id = ANY (${[...secretIds]}::uuid[])
         AND s.deleted_at IS NULL AND EXISTS (SELECT FROM sealed_value e WHERE e.version_id = v.id)
       ORDER BY s.id FOR UPDATE OF s
    )
    UPDATE secret s SET previous_version = held.current_version, current_version = s.staged_version,
           staged_version = NULL, updated_at = now(), updated_by = ${by}
      FROM held WHERE s.id = held.id
    RETURNING s.id AS "secretId", s.name, held.current_version AS "from", s.current_version AS "to"`;
}

/** Which version to make current again, of a secret whose current one is `undone`. */
export interface Undoing {
  readonly secretId: string;
  readonly undone: number;
  readonly back: number;
}

/**
 * The version before becomes current again and the one after it staged, where both still stand as they were
 * left and the value of the one before is there. The others are left out.
 */
export async function undoPromotions(
  tx: Tx,
  scope: AuthorizedScope,
  undoings: readonly Undoing[],
  by: string,
): Promise<MovedPointers[]> {
  const of = <K extends keyof Undoing>(key: K) => undoings.map((one) => one[key]);
  return tx.$queryRaw<MovedPointers[]>`
    WITH given AS (
      SELECT * FROM unnest(${of('secretId')}::uuid[], ${of('undone')}::int[], ${of('back')}::int[])
        AS t (id, undone, back)
    ), held AS (
      SELECT s.id, given.undone, given.back FROM given JOIN secret s ON s.id = given.id
        JOIN secret_version v ON v.secret_id = s.id AND v.number = given.back
       WHERE s.scope_id = ${scope.id}::uuid AND s.deleted_at IS NULL AND s.staged_version IS NULL
         AND s.current_version = given.undone AND s.previous_version = given.back
         AND EXISTS (SELECT FROM sealed_value e WHERE e.version_id = v.id)
       ORDER BY s.id FOR UPDATE OF s
    )
    UPDATE secret s SET current_version = held.back, previous_version = NULL,
           staged_version = held.undone, updated_at = now(), updated_by = ${by}
      FROM held WHERE s.id = held.id
    RETURNING s.id AS "secretId", s.name, held.undone AS "from", held.back AS "to"`;
}

/** False where that version is not the staged one of the secret. Its value stays until it is destroyed. */
export async function clearStagedVersion(
  tx: Tx,
  scope: AuthorizedScope,
  secretId: string,
  version: number,
): Promise<boolean> {
  const { count } = await tx.secret.updateMany({
    where: { id: secretId, scopeId: scope.id, stagedVersion: version, deletedAt: null },
    data: { stagedVersion: null },
  });
  return count === 1;
}

/** The open rotation that the secret is in; null: none. */
export async function findOpenRunOf(reader: Reader, secretId: string): Promise<string | null> {
  const item = await reader.rotationItem.findUnique({
    where: { openSecretId: secretId },
    select: { runId: true },
  });
  return item?.runId ?? null;
}
