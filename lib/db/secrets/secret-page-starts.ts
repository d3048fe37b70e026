// A map of a long list: how many secrets it holds and where each of its pages begins.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { SecretSort } from '@/lib/domain/secret-sort';
import { Prisma } from '../generated/client.ts';
import { keyedSecrets, ORDERS } from './secret-order';
import type { SecretFilter, SortKey } from './secret-order';
import type { Reader } from '../connection/transaction';

export interface PageStartsWanted extends SecretFilter {
  readonly sort: SecretSort;
  /** Rows of a page. */
  readonly size: number;
  /** Whose place in the list is asked for, in any case. */
  readonly positionOf?: string | undefined;
}

interface NumberedRow extends SortKey {
  /** From 1. */
  readonly place: number;
  readonly total: number;
  readonly isWanted: boolean;
}

export interface PageStarts {
  readonly total: number;
  /** What the last row of each page but the final one is sorted by. */
  readonly ends: readonly SortKey[];
  /** From 0; null where the list does not hold the name, or none was asked for. */
  readonly position: number | null;
}

/** Reads the whole list once, from its index where it has one, and answers with a row for each page. */
export async function readPageStarts(
  reader: Reader,
  scope: AuthorizedScope,
  { sort, size, positionOf, ...filter }: PageStartsWanted,
): Promise<PageStarts> {
  const order = ORDERS[sort];
  const wanted =
    positionOf === undefined
      ? Prisma.sql`FALSE`
      : Prisma.sql`key_name = ${positionOf.toLowerCase()}`;
  const rows = await reader.$queryRaw<NumberedRow[]>`
    SELECT place, total, ${order.first} AS "first", ${order.second} AS "second",
           ${wanted} AS "isWanted"
      FROM (SELECT keyed.*, (row_number() OVER (ORDER BY ${order.by}))::int AS place,
                   (count(*) OVER ())::int AS total
              FROM (${keyedSecrets(scope, filter)}) keyed) numbered
     WHERE place % ${size} = 0 OR place = total OR ${wanted}
     ORDER BY place`;
  const total = rows.at(-1)?.total ?? 0;
  const position = rows.find((row) => row.isWanted)?.place;
  return {
    total,
    ends: rows
      .filter(({ place }) => place % size === 0 && place < total)
      .map(({ first, second }) => ({ first, second })),
    position: position === undefined ? null : position - 1,
  };
}
