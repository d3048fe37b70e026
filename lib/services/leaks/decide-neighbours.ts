// Decides about secrets at risk with an exposed one: rotated as well, or left as they are for a reason.

import 'server-only';
import type { DecideNeighboursInput, LeakCase } from '@/lib/contracts/leak';
import type { LeakRow } from '@/lib/db/leaks/leak-cases';
import { decideRows } from '@/lib/db/leaks/leak-writes';
import type { NeighbourRow } from '@/lib/db/leaks/leak-neighbours';
import { actorLabel } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { ruleBroken } from '@/lib/domain/errors';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { fromTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { checkTexts } from '../rotation-runs/check-texts';
import { changeLeak } from './change-leak';
import type { HeldLeak } from './change-leak';
import { seeNeighbours } from './leak-facts';
import { authorizeNeighbours, startNeighbours } from './rotate-neighbours';

/**
 * Needs `leaks:manage`, and to rotate `rotation:run` where each neighbour lives. A later decision replaces an earlier
 * one. Throws 422 for what is no neighbour that whoever asks may see, and for `leave` without a reason; 409 `in_bin` where
 * one that is to be rotated has to be restored first.
 */
export async function decideNeighbours(
  ctx: Context,
  named: string,
  input: DecideNeighboursInput,
): Promise<LeakCase> {
  const { decision, reason } = input;
  let chosen: readonly NeighbourRow[] = [];
  let scopes: ReadonlyMap<string, AuthorizedScope> = new Map();
  return changeLeak(ctx, named, {
    permission: 'leaks:manage',
    prepare: async (row, scope) => {
      if (decision === 'leave' && reason === undefined) throw reasonNeeded();
      chosen = await choose(ctx, row, input.secrets);
      const ids = [row.secretId, ...chosen.map(({ secretId }) => secretId)];
      await checkTexts(ctx, scope, ids, { reason });
      if (decision === 'rotate') requireLive(chosen);
      if (decision === 'rotate') scopes = await authorizeNeighbours(ctx, chosen);
      return [...scopes.values()];
    },
    work: async (held) => {
      const { tx, row, facts } = held;
      const started = await startedOf(ctx, held, chosen, scopes);
      const rows = chosen.map((one) => ({
        ...one,
        runId: started?.runs.get(one.secretId) ?? null,
      }));
      const made = { decision, reason: reason ?? null, by: actorLabel(ctx.actor) };
      await decideRows(tx, row.id, rows, made);
      const decided = chosen.map(({ secretId: id, name }) => ({
        action: 'leak_case.neighbour_decided' as const,
        ...facts,
        about: { id, name },
        decision,
        reason: made.reason,
      }));
      return [...decided, ...(started?.events ?? [])];
    },
  });
}

/** Null where nothing is to be rotated. */
async function startedOf(
  ctx: Context,
  { tx, row }: HeldLeak,
  chosen: readonly NeighbourRow[],
  scopes: ReadonlyMap<string, AuthorizedScope>,
) {
  return scopes.size === 0 ? null : startNeighbours(ctx, tx, row.id, chosen, scopes);
}

async function choose(
  ctx: Context,
  row: LeakRow,
  named: readonly string[],
): Promise<NeighbourRow[]> {
  const { prisma } = ctx.installation.database;
  const ids = [...new Set(named)].map((word) => fromTypeId(['secret'], word));
  const known = ids.filter((id) => id !== null);
  const { shown } = await seeNeighbours(ctx, prisma, row, known);
  return ids.map((id) => {
    const found = shown.find(({ secretId }) => secretId === id);
    if (found) return found;
    throw ruleBroken('/secrets', 'no_neighbour', 'Name neighbours of this case, by their ids.');
  });
}

/** What is in the bin has a value, and no rotation can give it another. */
function requireLive(chosen: readonly NeighbourRow[]): void {
  const binned = chosen.filter(({ inBin }) => inBin).map(({ name }) => name);
  if (binned.length === 0) return;
  const message = `${binned.join(', ')}: in the bin. Restore first what is to be rotated, or leave it and say why.`;
  throw fieldConflict('/secrets', 'in_bin', message);
}

function reasonNeeded() {
  const message = 'Say why they are left as they are.';
  return ruleBroken('/reason', 'reason_needed', message);
}
