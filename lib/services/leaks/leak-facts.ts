// How far a leak case has come, from where its secret, its rotation and its neighbours stand now.

import 'server-only';
import type { LeakRow } from '@/lib/db/leaks/leak-cases';
import type { ExposureSight } from '@/lib/db/leaks/leak-exposure';
import { listNeighbours } from '@/lib/db/leaks/leak-neighbours';
import type { NeighbourRow } from '@/lib/db/leaks/leak-neighbours';
import type { Reader } from '@/lib/db/connection/transaction';
import { isContained, NEIGHBOURS_MAX, openSteps } from '@/lib/domain/leak';
import type { LeakFacts, LeakStep } from '@/lib/domain/leak';
import { namePatternsOf } from '../access/authorize';
import { readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';

/** What a leak row tells of itself, and which of its neighbours the reader may see. */
export function leakFacts(row: LeakRow, neighbours: readonly NeighbourRow[]): LeakFacts {
  const { currentVersion, exposed } = row;
  return {
    revoked: row.revokedAt !== null,
    // A secret that was deleted delivers nothing.
    replaced: row.gone || (currentVersion !== null && !exposed.includes(currentVersion)),
    holders: row.holders,
    reviewed: row.reviewedAt !== null,
    undecided: neighbours.filter(({ decision }) => decision === null).length,
    rotating: neighbours.filter(isRotating).length,
    advised: row.advisedAt !== null,
    proven: row.runState === 'closed',
  };
}

/** Neither undecided nor left as it is, and not rotated: a rotation that was given up did nothing. */
function isRotating({ decision, runState }: NeighbourRow): boolean {
  return decision === 'rotate' && runState !== 'closed';
}

/** Whether nobody can use an exposed value any more, whatever is known of its neighbours. */
export function isRowContained(row: LeakRow): boolean {
  return isContained(leakFacts(row, []));
}

/** Of a closed one: none. */
export function stepsLeft(row: LeakRow, neighbours: readonly NeighbourRow[]): LeakStep[] {
  return row.state === 'closed' ? [] : openSteps(leakFacts(row, neighbours));
}

/** Scopes at and below which whoever asks may list secrets, and the names that he is limited to. */
export async function sightOf(ctx: Context, reader: Reader): Promise<ExposureSight> {
  const { grants } = await readReach(reader, memberOf(ctx));
  const listing = grants.filter(({ permissions }) => permissions.includes('secrets:list'));
  return { roots: listing.map(({ scopeId }) => scopeId), namePatterns: namePatternsOf(ctx) };
}

export interface SeenNeighbours {
  /** The nearest first, at most 200. */
  readonly shown: readonly NeighbourRow[];
  readonly total: number;
}

/** Those of each case that whoever asks may see, by the id of the case. */
export async function seeNeighbours(
  ctx: Context,
  reader: Reader,
  rows: readonly LeakRow[],
): Promise<Map<string, SeenNeighbours>> {
  const found = await listNeighbours(
    reader,
    rows.map(({ id, exposed }) => ({ id, exposed })),
    { ...(await sightOf(ctx, reader)), limit: NEIGHBOURS_MAX },
  );
  return new Map(
    rows.map(({ id }) => {
      const own = found.filter(({ caseId }) => caseId === id);
      return [id, { shown: own.filter(({ shown }) => shown), total: own[0]?.total ?? 0 }];
    }),
  );
}
