// How far a leak case has come, from where its secret, its rotation and its neighbours stand now.

import 'server-only';
import type { LeakRow } from '@/lib/db/leaks/leak-cases';
import type { ExposureSight } from '@/lib/db/leaks/leak-exposure';
import { readNeighbours } from '@/lib/db/leaks/leak-neighbours';
import type { CaseNeighbours } from '@/lib/db/leaks/leak-neighbours';
import type { Reader } from '@/lib/db/connection/transaction';
import { isContained, NEIGHBOURS_MAX, openSteps } from '@/lib/domain/leak';
import type { LeakFacts, LeakStep, OpenNeighbours } from '@/lib/domain/leak';
import { namePatternsOf } from '../access/authorize';
import { readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';

/** What a leak row tells of itself, and how many of all its neighbours, seen or not, keep it open. */
export function leakFacts(row: LeakRow, { undecided, rotating }: OpenNeighbours): LeakFacts {
  const { currentVersion, exposed } = row;
  return {
    revoked: row.revokedAt !== null,
    // A secret that was deleted delivers nothing.
    replaced: row.gone || (currentVersion !== null && !exposed.includes(currentVersion)),
    holders: row.holders,
    reviewed: row.reviewedAt !== null,
    undecided,
    rotating,
    advised: row.advisedAt !== null,
    proven: row.runState === 'closed',
  };
}

/** Whether nobody can use an exposed value any more, whatever is known of its neighbours. */
export function isRowContained(row: LeakRow): boolean {
  return isContained(leakFacts(row, { undecided: 0, rotating: 0 }));
}

/** Of a closed one: none. */
export function stepsLeft(row: LeakRow, neighbours: OpenNeighbours): LeakStep[] {
  return row.state === 'closed' ? [] : openSteps(leakFacts(row, neighbours));
}

/** Scopes at and below which whoever asks may list secrets, and the names that he is limited to. */
export async function sightOf(ctx: Context, reader: Reader): Promise<ExposureSight> {
  const { grants } = await readReach(reader, memberOf(ctx));
  const listing = grants.filter(({ permissions }) => permissions.includes('secrets:list'));
  return { roots: listing.map(({ scopeId }) => scopeId), namePatterns: namePatternsOf(ctx) };
}

/** Of each case, by its id: how many neighbours there are, and none of them by name. */
export async function countNeighbours(
  ctx: Context,
  reader: Reader,
  rows: readonly LeakRow[],
): Promise<ReadonlyMap<string, CaseNeighbours>> {
  if (rows.length === 0) return new Map();
  return readNeighbours(reader, rows, { ...(await sightOf(ctx, reader)), named: 0 });
}

/** Those that whoever asks may see, at most 200, or those of `ids`; all are counted. */
export async function seeNeighbours(
  ctx: Context,
  reader: Reader,
  row: LeakRow,
  ids?: readonly string[],
): Promise<CaseNeighbours> {
  const named = ids ?? NEIGHBOURS_MAX;
  const found = await readNeighbours(reader, [row], { ...(await sightOf(ctx, reader)), named });
  return found.get(row.id)!;
}
