// Secrets of a scope: locked as a set, described, and put into the bin.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Backend, Category, SecretType } from '@/lib/domain/secret-kinds';
import type { Delivery } from '@/lib/domain/secret-types';
import { Prisma } from '../generated/client.ts';
import type { Tx } from '../connection/transaction';

/** What describes a secret beside its name, its value and where that is kept. */
export interface SecretDescription {
  readonly type: SecretType;
  /** The console chose the type, so it may choose again. */
  readonly typeGuessed: boolean;
  readonly category: Category;
  readonly delivery: Delivery;
  readonly description: string | null;
  /** Who answers for it: a person, or a team; never both. */
  readonly ownerUserId: string | null;
  readonly ownerTeamId: string | null;
  readonly tags: readonly string[];
  readonly expiresAt: Date | null;
  readonly rotationWindowDays: number | null;
}

/** A live secret under lock, as the next version needs it. */
export interface LockedSecret extends SecretDescription {
  readonly id: string;
  readonly name: string;
  readonly backend: Backend;
  /** Where an external backend keeps the value, and through which connector; null for `local`. */
  readonly reference: string | null;
  readonly connectorId: string | null;
  readonly aliasOfId: string | null;
  readonly latestVersion: number;
  readonly currentVersion: number | null;
  readonly createdAt: Date;
}

/** What a lock reads of a secret. */
export const LOCKED = Prisma.sql`
    id, name, type, type_guessed AS "typeGuessed", category, backend, reference,
    connector_id AS "connectorId", delivery, description,
    owner_user_id AS "ownerUserId", owner_team_id AS "ownerTeamId", tags, expires_at AS "expiresAt",
    rotation_window_days AS "rotationWindowDays", alias_of_id AS "aliasOfId",
    latest_version AS "latestVersion", current_version AS "currentVersion",
    created_at AS "createdAt"`;

/** Locks the live secrets of the scope that have these names, whatever their case, in id order. */
export async function lockSecrets(
  tx: Tx,
  scope: AuthorizedScope,
  names: readonly string[],
): Promise<LockedSecret[]> {
  const lowered = names.map((name) => name.toLowerCase());
  return tx.$queryRaw<LockedSecret[]>`
    SELECT ${LOCKED}
      FROM secret
     WHERE scope_id = ${scope.id}::uuid AND deleted_at IS NULL
       AND lower(name) COLLATE "C" = ANY(${lowered}::text[])
     ORDER BY id
       FOR UPDATE`;
}

/** Changes what describes a locked secret; its versions stay as they are. `by` as people are named. */
export async function describeSecretRow(
  tx: Tx,
  _scope: AuthorizedScope,
  secretId: string,
  description: SecretDescription,
  by: string,
): Promise<void> {
  await tx.secret.update({
    where: { id: secretId },
    data: {
      ...description,
      tags: [...description.tags],
      updatedAt: new Date(),
      updatedBy: by,
    },
  });
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
