// Aliases: secrets without a value of their own, that deliver another's under their name.

import 'server-only';
import { ALIAS_LINKS_MAX } from '@/lib/domain/alias-target';
import type { AliasTarget } from '@/lib/domain/alias-target';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { LOCKED } from './secrets';
import type { LockedSecret, SecretDescription } from './secrets';
import type { Reader, Tx } from '../connection/transaction';

/** Twice as far as aliases lead: enough to see that one more would be too many. */
const LINKS_READ_MAX = 2 * ALIAS_LINKS_MAX;

/**
 * One writer of aliases per organization at a time, so that no two make a circle between them. Taken
 * before the lock on part names; released at commit.
 */
export async function lockAliases(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${organizationId}, 3))`;
}

/** The live secret in `scope` or above that is meant, the narrowest where the name alone is given. */
export async function findTargetId(
  reader: Reader,
  scope: AuthorizedScope,
  target: AliasTarget,
): Promise<string | null> {
  const id = 'id' in target ? target.id : null;
  const name = 'id' in target ? null : target.name;
  const path = 'id' in target ? null : (target.path ?? null);
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM scope c
      JOIN secret s ON s.scope_id = c.id AND s.deleted_at IS NULL
     WHERE c.id = ANY(${[...scope.lineage]}::uuid[]) AND c.deleted_at IS NULL
       AND (${id}::uuid IS NULL OR s.id = ${id}::uuid)
       AND (${name}::text IS NULL
            OR (lower(s.name) COLLATE "C" = lower(${name}::text) AND s.name = ${name}::text))
       AND (${path}::text IS NULL OR c.path = ${path}::text)
     ORDER BY array_length(c.lineage, 1) DESC
     LIMIT 1`;
  return rows[0]?.id ?? null;
}

/** Locks the live secrets that have this name, in whatever case, in the scope, or this id, in id order. */
export async function lockAliasAndTarget(
  tx: Tx,
  scope: AuthorizedScope,
  name: string,
  targetId: string,
): Promise<{ existing: LockedSecret | undefined; target: LockedSecret | undefined }> {
  const rows = await tx.$queryRaw<(LockedSecret & { isOwn: boolean })[]>`
    SELECT ${LOCKED},
           scope_id = ${scope.id}::uuid AND lower(name) = ${name.toLowerCase()} AS "isOwn"
      FROM secret
     WHERE deleted_at IS NULL
       AND (id = ${targetId}::uuid
            OR (scope_id = ${scope.id}::uuid AND lower(name) COLLATE "C" = ${name.toLowerCase()}))
     ORDER BY id
       FOR UPDATE`;
  return {
    existing: rows.find((row) => row.isOwn),
    target: rows.find((row) => row.id === targetId),
  };
}

/** The secrets that a chain of aliases leads through, from `id` on, those in the bin included. */
export async function readAliasChain(reader: Reader, id: string): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE chain AS (
      SELECT id, alias_of_id, 0 AS links FROM secret WHERE id = ${id}::uuid
      UNION ALL
      SELECT t.id, t.alias_of_id, chain.links + 1
        FROM chain JOIN secret t ON t.id = chain.alias_of_id
       WHERE chain.links < ${LINKS_READ_MAX}
    )
    SELECT id FROM chain ORDER BY links`;
  return rows.map((row) => row.id);
}

/** How many links the longest chain of aliases has that leads to `id`, the bin included. */
export async function countLinksTo(reader: Reader, id: string): Promise<number> {
  const rows = await reader.$queryRaw<{ links: number }[]>`
    WITH RECURSIVE upstream AS (
      SELECT id, 0 AS links FROM secret WHERE id = ${id}::uuid
      UNION ALL
      SELECT a.id, upstream.links + 1
        FROM upstream JOIN secret a ON a.alias_of_id = upstream.id
       WHERE upstream.links < ${LINKS_READ_MAX}
    )
    SELECT COALESCE(max(links), 0)::int AS links FROM upstream`;
  return rows[0]?.links ?? 0;
}

/** A live alias that would deliver nothing without the secret. */
export interface DependentRow {
  readonly name: string;
  readonly path: string;
}

/** Live aliases of a secret, and aliases of these, by scope and name. */
export async function findDependents(reader: Reader, secretId: string): Promise<DependentRow[]> {
  return reader.$queryRaw<DependentRow[]>`
    WITH RECURSIVE upstream AS (
      SELECT id, scope_id, name, 0 AS links FROM secret WHERE id = ${secretId}::uuid
      UNION ALL
      SELECT a.id, a.scope_id, a.name, upstream.links + 1
        FROM upstream JOIN secret a ON a.alias_of_id = upstream.id AND a.deleted_at IS NULL
       WHERE upstream.links < ${LINKS_READ_MAX}
    )
    SELECT l.name, c.path
      FROM upstream l JOIN scope c ON c.id = l.scope_id AND c.deleted_at IS NULL
     WHERE l.links > 0
     ORDER BY c.path COLLATE "C", lower(l.name) COLLATE "C"`;
}

export interface AliasWrite extends SecretDescription {
  readonly secretId: string;
  readonly name: string;
  readonly targetId: string;
  readonly by: string;
  readonly at: Date;
}

/** Makes an alias, or points a locked one elsewhere. A taken name fails on its unique index. */
export async function writeAlias(
  tx: Tx,
  scope: AuthorizedScope,
  { secretId, name, targetId, by, at, tags, ...description }: AliasWrite,
): Promise<void> {
  const data = {
    ...description,
    tags: [...tags],
    aliasOfId: targetId,
    updatedAt: at,
    updatedBy: by,
  };
  const { organizationId, id: scopeId } = scope;
  const made = { id: secretId, organizationId, scopeId, name, createdAt: at };
  await tx.secret.upsert({
    where: { id: secretId },
    update: data,
    create: { ...data, ...made, backend: 'local', latestVersion: 0 },
  });
}
