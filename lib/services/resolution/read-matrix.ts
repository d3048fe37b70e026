// Names by scopes: where each is set, from the organization down to the scope and one step below it.

import 'server-only';
import type { Matrix, MatrixQuery } from '@/lib/contracts/resolution';
import { listMatrixColumns, listMatrixRows } from '@/lib/db/resolution/matrix';
import { toTypeId } from '@/lib/domain/ids';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { requirementsInSight } from './list-requirements';

const COLUMNS_BELOW_MAX = 100;
const NAMES_PER_PAGE = 200;

/** Needs `secrets:list` on the scope, which holds below; names of wider scopes apply to it. */
export async function readMatrix(
  ctx: Context,
  reference: ScopeReference,
  query: MatrixQuery = {},
): Promise<Matrix> {
  const scope = await authorize(ctx, reference, 'secrets:list', LEFT_OUT);
  const { prisma } = ctx.installation.database;
  const limit = query.limit ?? NAMES_PER_PAGE;
  const found = await listMatrixColumns(prisma, scope, COLUMNS_BELOW_MAX + 1);
  // Those below it come last, beneath all of its lineage.
  const columns = found.slice(0, scope.lineage.length + COLUMNS_BELOW_MAX);
  const ids = columns.map(({ id }) => id);
  const typeIds = new Map(columns.map(({ id, kind }) => [id, toTypeId(kind, id)]));
  const rows = await listMatrixRows(prisma, scope, ids, {
    namePatterns: namePatternsOf(ctx),
    q: query.q,
    after: query.after,
    limit: limit + 1,
  });
  const items = rows.slice(0, limit).map(({ name, scopeIds }) => ({
    key: name,
    in: scopeIds.flatMap((id) => typeIds.get(id) ?? []),
  }));
  return {
    columns: columns.map((column) => ({ ...column, id: toTypeId(column.kind, column.id) })),
    more: found.length > columns.length,
    items,
    requirements: scope.kind === 'app' ? await requirementsInSight(ctx, scope) : [],
    next: rows.length > limit ? (items.at(-1)?.key ?? null) : null,
  };
}
