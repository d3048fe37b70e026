// What intake links ask for: each item is locked, answered once, and told apart from what is no longer asked.

import 'server-only';
import type { SecretType, ValueFormat } from '@/lib/domain/secret-kinds';
import type { Reader, Tx } from '../connection/transaction';

export interface IntakeItemRow {
  readonly linkId: string;
  readonly secretId: string;
  readonly name: string;
  readonly type: SecretType;
  readonly typeGuessed: boolean;
  readonly description: string | null;
  /** Of the version that is current, or of the latest there was. */
  readonly format: ValueFormat;
  readonly scopeId: string;
  readonly path: string;
  readonly lineage: string[];
  /** The secret is there and may have a value of its own. */
  readonly live: boolean;
  readonly answeredAt: Date | null;
  readonly version: number | null;
}

/** The items of these links, by scope and name. */
export async function listIntakeItems(
  reader: Reader,
  linkIds: readonly string[],
): Promise<IntakeItemRow[]> {
  return reader.$queryRaw<IntakeItemRow[]>`
    SELECT i.link_id AS "linkId", i.secret_id AS "secretId", s.name, s.type,
           s.type_guessed AS "typeGuessed", s.description, COALESCE(v.format, 'utf8') AS format,
           c.id AS "scopeId", c.path, c.lineage,
           s.deleted_at IS NULL AND s.alias_of_id IS NULL AND c.deleted_at IS NULL AS live,
           i.answered_at AS "answeredAt", i.version
      FROM intake_item i
      JOIN secret s ON s.id = i.secret_id
      JOIN scope c ON c.id = s.scope_id
      LEFT JOIN secret_version v
        ON v.secret_id = s.id AND v.number = COALESCE(s.current_version, s.latest_version)
     WHERE i.link_id = ANY(${linkIds}::uuid[])
     ORDER BY c.path COLLATE "C", lower(s.name) COLLATE "C"`;
}

export interface LockedItem {
  readonly revoked: boolean;
  readonly expired: boolean;
  readonly answered: boolean;
}

/**
 * Locks one item against other answers and its link against being revoked, until commit: whoever waited
 * for the lock sees what the other left. Null where the link does not ask for the secret.
 */
export async function lockIntakeItem(
  tx: Tx,
  linkId: string,
  secretId: string,
): Promise<LockedItem | null> {
  const rows = await tx.$queryRaw<LockedItem[]>`
    SELECT l.revoked_at IS NOT NULL AS revoked, l.expires_at <= clock_timestamp() AS expired,
           i.answered_at IS NOT NULL AS answered
      FROM intake_item i JOIN intake_link l ON l.id = i.link_id
     WHERE i.link_id = ${linkId}::uuid AND i.secret_id = ${secretId}::uuid
       FOR UPDATE OF i FOR SHARE OF l`;
  return rows[0] ?? null;
}

/** Uses a locked item up; null when that was done before. */
export async function consumeIntakeItem(
  tx: Tx,
  linkId: string,
  secretId: string,
  version: number,
): Promise<Date | null> {
  const rows = await tx.$queryRaw<{ answeredAt: Date }[]>`
    UPDATE intake_item SET answered_at = clock_timestamp(), version = ${version}::int
     WHERE link_id = ${linkId}::uuid AND secret_id = ${secretId}::uuid AND answered_at IS NULL
    RETURNING answered_at AS "answeredAt"`;
  return rows[0]?.answeredAt ?? null;
}

/** Whether a person is there and has not been deactivated. */
export async function isActive(reader: Reader, userId: string): Promise<boolean> {
  const where = { id: userId, deactivatedAt: null };
  return (await reader.user.findFirst({ where, select: { id: true } })) !== null;
}
