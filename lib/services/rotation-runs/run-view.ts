// A guided rotation as it is shown to one who may see it: where it stands, what is missing, and what he may do.

import 'server-only';
import type { RotationRun, RunGap } from '@/lib/contracts/rotation-run';
import type { Reader } from '@/lib/db/connection/transaction';
import type { RunItemRow } from '@/lib/db/rotation-runs/run-items';
import type { RunRow } from '@/lib/db/rotation-runs/runs';
import { toTypeId } from '@/lib/domain/ids';
import { TRIALS_SHOWN_MAX } from '@/lib/domain/rotation-run';
import type { FoundGap } from '@/lib/domain/rotation-run-closing';
import { permissionsOn, readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';
import { gapText } from './gap-text';
import { runItem, trialView } from './run-item';
import { countsOf, gapsOf, readRunRows } from './run-records';
import type { RunRecords } from './run-records';
import { runSummary, stepViews } from './run-summary';

/** As it stands for the reader. */
export async function runView(ctx: Context, reader: Reader, row: RunRow): Promise<RotationRun> {
  const records = await readRunRows(reader, row);
  const gaps = row.state === 'open' ? gapsOf(records) : [];
  const stale = records.items.reduce((sum, one) => sum + countsOf(records, one.secretId).stale, 0);
  return {
    ...runSummary(row),
    reason: row.reason,
    overlapHours: row.overlapHours,
    steps: stepViews(ctx, row, stale),
    items: records.items.map((item) => runItem(records, item)),
    evidence: records.evidence.map(({ id, addedAt, ...one }) => ({
      ...one,
      id: toTypeId('evidence', id),
      addedAt: addedAt.toISOString(),
    })),
    trials: records.trials.slice(0, TRIALS_SHOWN_MAX).map(trialView),
    gaps: gaps.map((gap) => gapView(records, gap)),
    exception: exceptionOf(row),
    now: row.now.toISOString(),
    may: await mayOf(ctx, reader, row, records.items),
  };
}

export function gapView(records: RunRecords, { code, secretId }: FoundGap): RunGap {
  const item = records.items.find((one) => one.secretId === secretId);
  const counts = secretId === null ? {} : countsOf(records, secretId);
  const key = item?.name ?? null;
  return { code, key, text: gapText(code, key, counts) };
}

function exceptionOf(row: RunRow): RotationRun['exception'] {
  if (row.exceptionAskedAt === null) return null;
  return {
    reason: row.exceptionReason ?? '',
    gaps: [...new Set((row.exceptionGaps ?? []).map(({ code }) => code))],
    askedAt: row.exceptionAskedAt.toISOString(),
    askedBy: row.exceptionAskedBy ?? '',
    signedBy: row.exceptionSignedBy,
  };
}

async function mayOf(
  ctx: Context,
  reader: Reader,
  row: RunRow,
  items: readonly RunItemRow[],
): Promise<RotationRun['may']> {
  const member = memberOf(ctx);
  const reach = await readReach(reader, member);
  const run = row.state === 'open' && permissionsOn(reach, row).has('rotation:run');
  const write = items.every(({ lineage }) =>
    permissionsOn(reach, { lineage: lineage ?? row.lineage }).has('secrets:write'),
  );
  const isAnother = member.kind === 'user' && member.id !== row.exceptionAskedById;
  return {
    run,
    write: run && write,
    sign: run && isAnother && row.exceptionAskedAt !== null,
  };
}
