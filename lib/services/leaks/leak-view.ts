// A leak case as it is shown to one who may see it: where it stands, who received it, and what he may do.

import 'server-only';
import type { LeakCase, LeakNeighbour } from '@/lib/contracts/leak';
import type { Reader } from '@/lib/db/connection/transaction';
import type { LeakRow } from '@/lib/db/leaks/leak-cases';
import type { NeighbourRow } from '@/lib/db/leaks/leak-neighbours';
import { toTypeId } from '@/lib/domain/ids';
import { permissionsOn, readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';
import { ownerOf } from '../secrets/secret-summary';
import { advisoryDraft } from './advisory-draft';
import { readExposure } from './leak-exposure';
import { sightOf, seeNeighbours } from './leak-facts';
import { leakSummary } from './leak-summary';

/** As it stands for the reader. */
export async function leakView(ctx: Context, reader: Reader, row: LeakRow): Promise<LeakCase> {
  const { counts, shown } = await seeNeighbours(ctx, reader, row);
  const exposure = await readExposure(reader, row, await sightOf(ctx, reader));
  return {
    ...leakSummary(row, counts),
    foundBy: row.foundBy,
    whereFound: row.whereFound,
    exposedSince: timeOf(row.exposedSince),
    owner: ownerOf(row),
    run: runOf(row),
    exposure,
    neighbours: shown.map(neighbourView),
    moreNeighbours: counts.total - counts.unseen - shown.length,
    neighboursBeyondSight: counts.unseen,
    review: row.reviewedAt && {
      text: row.review ?? '',
      at: row.reviewedAt.toISOString(),
      by: row.reviewedBy ?? '',
    },
    advisory: row.advisedAt && {
      text: row.advisory ?? '',
      reason: row.advisoryReason,
      at: row.advisedAt.toISOString(),
      by: row.advisedBy ?? '',
    },
    advisoryDraft: advisoryDraft(row, exposure),
    now: row.now.toISOString(),
    may: await mayOf(ctx, reader, row),
  };
}

function runOf(row: LeakRow): LeakCase['run'] {
  if (row.runId === null || row.runState === null) return null;
  return {
    id: toTypeId('rotationRun', row.runId),
    state: row.runState,
    revokedAt: timeOf(row.revokedAt),
    promotedAt: timeOf(row.promotedAt),
  };
}

function neighbourView(row: NeighbourRow): LeakNeighbour {
  return {
    id: toTypeId('secret', row.secretId),
    key: row.name,
    scope: row.path,
    inBin: row.inBin,
    why: [...row.why],
    decision: row.decision,
    reason: row.reason,
    run:
      row.runId && row.runState
        ? { id: toTypeId('rotationRun', row.runId), state: row.runState }
        : null,
    decidedBy: row.decidedBy,
    decidedAt: timeOf(row.decidedAt),
  };
}

async function mayOf(ctx: Context, reader: Reader, row: LeakRow): Promise<LeakCase['may']> {
  const held = permissionsOn(await readReach(reader, memberOf(ctx)), row);
  const open = row.state === 'open';
  return { manage: open && held.has('leaks:manage'), rotate: open && held.has('rotation:run') };
}

function timeOf(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
