// Names by scopes: which of a scope, the ones above it and the ones directly below it have which name.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Scope } from '@/lib/domain/scope';
import type { Reader } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from '../secrets/name-likes';

export type MatrixColumn = Pick<Scope, 'id' | 'kind' | 'slug' | 'name' | 'path'>;

/** Those above, the widest first, the scope itself, then at most `limit` directly below it by path. */
export async function listMatrixColumns(
  reader: Reader,
  scope: AuthorizedScope,
  limit: number,
): Promise<MatrixColumn[]> {
  return reader.$queryRaw<MatrixColumn[]>`
    SELECT id, kind::text AS kind, slug, name, path FROM (
      SELECT c.*, array_length(lineage, 1) AS depth FROM scope c
       WHERE id = ANY(${[...scope.lineage]}::uuid[]) AND deleted_at IS NULL
      UNION ALL
      (SELECT c.*, array_length(lineage, 1) FROM scope c
        WHERE parent_id = ${scope.id}::uuid AND deleted_at IS NULL
        ORDER BY path COLLATE "C" LIMIT ${limit})) columns
     ORDER BY depth, path COLLATE "C"`;
}

export interface MatrixRow {
  readonly name: string;
  /** The scopes that have it. */
  readonly scopeIds: readonly string[];
}

interface MatrixPage {
  readonly namePatterns: readonly string[];
  /** Part of a name, in any case. */
  readonly q?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** One page of the names that any of the scopes has, in the order of code points. */
export async function listMatrixRows(
  reader: Reader,
  _scope: AuthorizedScope,
  scopeIds: readonly string[],
  { namePatterns, q, after, limit }: MatrixPage,
): Promise<MatrixRow[]> {
  const conditions = [
    Prisma.sql`scope_id = ANY(${[...scopeIds]}::uuid[]) AND deleted_at IS NULL`,
    ...(namePatterns.length > 0
      ? [Prisma.sql`name LIKE ANY (${nameLikes(namePatterns)}::text[])`]
      : []),
    ...(q
      ? [Prisma.sql`lower(name) LIKE ${`%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`}`]
      : []),
    ...(after === undefined ? [] : [Prisma.sql`name COLLATE "C" > ${after}`]),
  ];
  return reader.$queryRaw<MatrixRow[]>`
    SELECT name COLLATE "C" AS name, array_agg(scope_id) AS "scopeIds" FROM secret
     WHERE ${Prisma.join(conditions, ' AND ')}
     GROUP BY name COLLATE "C" ORDER BY 1 LIMIT ${limit}`;
}
