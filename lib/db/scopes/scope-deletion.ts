// Takes a scope with everything at and below it out of the live tables, its keys included.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError } from '@/lib/domain/errors';
import { takeKeyHeads } from '../keys/data-keys';
import { purgeSecretRows } from '../secrets/secret-bin';
import type { Tx } from '../connection/transaction';

/** Each takes a lock of its own, and the server's table of locks is shared by everybody. */
export const SCOPES_AT_ONCE_MAX = 1000;

/**
 * Locks the scope and all below it, alone and in id order, until no more come to light: whoever makes
 * one below shares the lock of its parent. Answers with their ids, or with none when the scope itself
 * is gone. Throws 409 for more than SCOPES_AT_ONCE_MAX.
 */
export async function takeSubtree(tx: Tx, scope: AuthorizedScope): Promise<string[]> {
  for (let taken: string[] = []; ;) {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM scope
       WHERE lineage @> ARRAY[${scope.id}::uuid] AND deleted_at IS NULL ORDER BY id`;
    const ids = rows.map((row) => row.id);
    const fresh = ids.filter((id) => !taken.includes(id));
    if (ids.length > SCOPES_AT_ONCE_MAX) throw tooMany();
    if (fresh.length === 0) return ids.includes(scope.id) ? ids : [];
    await takeKeyHeads(tx, fresh);
    taken = ids;
  }
}

/**
 * Deletes what `ids`, all taken, hold: secrets with versions and envelopes, roles, connectors, webhooks, data keys. Tokens
 * are revoked, secrets elsewhere lose these teams as owners, and the scopes stay as marked rows whose
 * slugs are free again. An envelope elsewhere that names one of the keys fails with a foreign key. Answers with
 * the ids of the connectors.
 */
export async function deleteSubtree(
  tx: Tx,
  _scope: AuthorizedScope,
  ids: readonly string[],
  at: Date,
): Promise<{ readonly connectorIds: readonly string[] }> {
  await tx.$executeRaw`
    UPDATE token SET revoked_at = ${at}::timestamptz
     WHERE scope_id = ANY(${ids}::uuid[]) AND revoked_at IS NULL`;
  await tx.$executeRaw`DELETE FROM scope_grant WHERE scope_id = ANY(${ids}::uuid[])`;
  const secrets = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM secret WHERE scope_id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  await tx.$executeRaw`
    UPDATE secret SET owner_team_id = NULL
     WHERE owner_team_id = ANY(${ids}::uuid[]) AND scope_id <> ALL(${ids}::uuid[])`;
  await purgeSecretRows(
    tx,
    secrets.map((secret) => secret.id),
  );
  const connectors = await tx.$queryRaw<{ id: string }[]>`
    DELETE FROM connector WHERE scope_id = ANY(${ids}::uuid[]) RETURNING id`;
  await tx.$executeRaw`DELETE FROM reminder_hook WHERE scope_id = ANY(${ids}::uuid[])`;
  await tx.$executeRaw`DELETE FROM key_head WHERE owner_id = ANY(${ids}::uuid[])`;
  await tx.$executeRaw`DELETE FROM data_key WHERE owner_id = ANY(${ids}::uuid[])`;
  await tx.$executeRaw`DELETE FROM lost_data_key WHERE owner_id = ANY(${ids}::uuid[])`;
  await tx.$executeRaw`
    UPDATE scope SET deleted_at = ${at}::timestamptz WHERE id = ANY(${ids}::uuid[])`;
  return { connectorIds: connectors.map(({ id }) => id) };
}

function tooMany(): KeystowError {
  return new KeystowError(
    'conflict',
    `More than ${SCOPES_AT_ONCE_MAX} scopes lie there. Delete some of those below it first.`,
  );
}
