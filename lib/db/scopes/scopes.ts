// Rows of the scope tree.

import 'server-only';
import type { Scope as ScopeRow } from '../generated/client.ts';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound } from '@/lib/domain/errors';
import type { Scope, ScopeKind } from '@/lib/domain/scope';
import { shareKeyHeadsOfScope } from '../keys/data-keys';
import type { Reader, Tx } from '../connection/transaction';

/** How a caller may name a scope; any combination, tried together. */
export interface ScopeMatch {
  readonly id?: string;
  readonly path?: string;
  readonly slug?: string;
}

/** Live scopes of one organization that answer to any part of `match`, at most `limit`. */
export async function findScopes(
  reader: Reader,
  organizationId: string,
  kinds: readonly ScopeKind[],
  match: ScopeMatch,
  limit: number,
): Promise<Scope[]> {
  const rows = await reader.scope.findMany({
    where: {
      organizationId,
      deletedAt: null,
      kind: { in: [...kinds] },
      OR: Object.entries(match).map(([column, value]) => ({ [column]: value })),
    },
    orderBy: { path: 'asc' },
    take: limit,
  });
  return rows.map(toScope);
}

/** Live scopes at or below any of `roots`, and the scopes above them, ordered by path after `after`. */
export async function listScopes(
  reader: Reader,
  organizationId: string,
  roots: readonly string[],
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<Scope[]> {
  const granted = await reader.scope.findMany({
    where: { id: { in: [...roots] }, deletedAt: null },
    select: { lineage: true },
  });
  const above = granted.flatMap((row) => row.lineage);
  const rows = await reader.scope.findMany({
    where: {
      organizationId,
      deletedAt: null,
      OR: [{ lineage: { hasSome: [...roots] } }, { id: { in: above } }],
      ...(page.after === undefined ? {} : { path: { gt: page.after } }),
    },
    orderBy: { path: 'asc' },
    take: page.limit,
  });
  return rows.map(toScope);
}

/** The ids from the organization down to a live scope; empty when there is none. */
export async function findLineage(reader: Reader, id: string): Promise<readonly string[]> {
  const row = await reader.scope.findFirst({
    where: { id, deletedAt: null },
    select: { lineage: true },
  });
  return row?.lineage ?? [];
}

/**
 * Step 1 of the lock order for whoever writes into a scope: shares its key heads, and so holds it
 * against deletion until commit. Throws 404 when it was deleted since it was looked at.
 */
export async function holdScope(tx: Tx, id: string): Promise<void> {
  await shareKeyHeadsOfScope(tx, id);
  const rows = await tx.$queryRaw<object[]>`
    SELECT id FROM scope WHERE id = ${id}::uuid AND deleted_at IS NULL`;
  if (rows.length === 0) throw notFound('That scope');
}

/** Writes a scope whose place was authorized; the unique indexes refuse a taken slug. */
export async function insertScope(
  tx: Tx,
  _parent: AuthorizedScope | 'first of its organization',
  scope: Scope,
): Promise<void> {
  await tx.scope.create({
    data: {
      id: scope.id,
      organizationId: scope.organizationId,
      kind: scope.kind,
      parentId: scope.parentId,
      slug: scope.slug,
      name: scope.name,
      path: scope.path,
      lineage: [...scope.lineage],
    },
  });
}

/** Answers with the name it had until now; null when it is gone. */
export async function renameScopeRow(
  tx: Tx,
  scope: AuthorizedScope,
  name: string,
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM scope WHERE id = ${scope.id}::uuid AND deleted_at IS NULL FOR NO KEY UPDATE`;
  await tx.scope.updateMany({ where: { id: scope.id, deletedAt: null }, data: { name } });
  return rows[0]?.name ?? null;
}

function toScope(row: ScopeRow): Scope {
  return {
    id: row.id,
    organizationId: row.organizationId,
    kind: row.kind,
    parentId: row.parentId,
    slug: row.slug,
    name: row.name,
    path: row.path,
    lineage: row.lineage,
  };
}
