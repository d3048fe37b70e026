// Says that the old value of a secret was revoked where it is issued: from then on it has to be refused.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { RevokeInput } from '@/lib/contracts/rotation-run-input';
import { listRunWorkers } from '@/lib/db/rotation-runs/run-workers';
import type { RunWorkerRow } from '@/lib/db/rotation-runs/run-workers';
import { setRevoked } from '@/lib/db/rotation-runs/run-writes';
import type { RunItemRow } from '@/lib/db/rotation-runs/run-items';
import type { RunRow } from '@/lib/db/rotation-runs/runs';
import { actorLabel } from '@/lib/domain/actor';
import { fieldConflict } from '@/lib/domain/field-conflict';
import type { Context } from '../context';
import { changeRun } from './change-run';
import { namedItem } from './named-item';
import { runFacts } from './run-events';

const HOSTS_NAMED = 5;

/**
 * Throws 409 `not_promoted` while the new value is not current, `overlap_runs` while the overlap runs or workers hold
 * another version, unless it is `early`; neither within the rotation of a leak. 409 `revoked` where somebody said so
 * before, `nothing_before` where there was no value.
 */
export async function revokeOldValue(
  ctx: Context,
  named: string,
  input: RevokeInput,
): Promise<RotationRun> {
  return changeRun(ctx, named, async ({ tx, row, items, scope }) => {
    const item = namedItem(items, input);
    const version = oldVersionOf(item);
    const isLeak = row.leakCaseId !== null;
    if (item.promotedAt === null && !isLeak) throw notPromoted(item);
    const workers = await listRunWorkers(tx, row, HOSTS_NAMED);
    const own = workers.filter(({ secretId }) => secretId === item.secretId);
    const stale = (item.promotedAt === null ? own[0]?.workers : own[0]?.stale) ?? 0;
    const early = stale > 0 || overlaps(row);
    if (early && !isLeak && !input.early) throw overlapRuns(row, item, own, stale);
    await setRevoked(tx, row.id, item.secretId, actorLabel(ctx.actor));
    const about = { id: item.secretId, name: item.name };
    const facts = { ...runFacts(row, scope), about, version, early, stale };
    return [{ action: 'rotation_run.revoked', ...facts }];
  });
}

function overlaps({ overlapEndsAt, now }: RunRow): boolean {
  return overlapEndsAt !== null && overlapEndsAt > now;
}

function oldVersionOf({ name, oldVersion, revokedAt, revokedBy }: RunItemRow): number {
  if (oldVersion === null) {
    throw fieldConflict('/key', 'nothing_before', `There was no value of ${name} before.`);
  }
  if (revokedAt === null) return oldVersion;
  const message = `The old value of ${name} was revoked by ${revokedBy ?? 'somebody'} before.`;
  throw fieldConflict('/key', 'revoked', message);
}

function notPromoted({ name }: RunItemRow) {
  const message = `The new value of ${name} is not current: what runs would be without one. Promote it first.`;
  return fieldConflict('/key', 'not_promoted', message);
}

function overlapRuns(
  row: RunRow,
  { name }: RunItemRow,
  workers: readonly RunWorkerRow[],
  stale: number,
) {
  const hosts = [...new Set(workers.filter(({ newest }) => !newest).map(({ host }) => host))];
  const until = overlaps(row)
    ? [`The overlap ends at ${row.overlapEndsAt!.toISOString().slice(0, 16)}Z.`]
    : [];
  const holders =
    stale > 0
      ? [
          `${stale} ${stale === 1 ? 'worker holds' : 'workers hold'} another version of ${name} on ${hosts.join(', ')}${stale > workers.length ? ' and others' : ''}.`,
        ]
      : [];
  const message = [...until, ...holders, 'Wait, or say that it is revoked early.'].join(' ');
  return fieldConflict('/early', 'overlap_runs', message);
}
