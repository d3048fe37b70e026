// A guided rotation as lists show it.

import 'server-only';
import type { RunStepView, RunSummary } from '@/lib/contracts/rotation-run';
import type { RunRow } from '@/lib/db/rotation-runs/runs';
import { toTypeId } from '@/lib/domain/ids';
import { RUN_STEPS } from '@/lib/domain/rotation-run';
import { firstOpenStep, stepStates } from '@/lib/domain/rotation-run-steps';
import { memberOf } from '../context';
import type { Context } from '../context';
import { isStagingDone } from './run-records';

export function runSummary(row: RunRow): RunSummary {
  const step = firstOpenStep(row.state, statesOf(row, 0));
  return {
    id: toTypeId('rotationRun', row.id),
    title: row.title,
    state: row.state,
    scope: { kind: row.kind, id: toTypeId(row.kind, row.scopeId), path: row.path },
    keys: row.items.map(({ name }) => name),
    secretIds: row.items.map(({ secretId }) => toTypeId('secret', secretId)),
    step,
    assignee: assigneeOf(row.steps.find(({ kind }) => kind === step)),
    overlapEndsAt: row.overlapEndsAt?.toISOString() ?? null,
    startedAt: row.startedAt.toISOString(),
    startedBy: row.startedBy,
    endedAt: row.endedAt?.toISOString() ?? null,
    endedBy: row.endedBy,
    excepted: row.exceptionSignedBy !== null,
    leakCase: row.leakCaseId && toTypeId('leakCase', row.leakCaseId),
  };
}

/** All steps in their order. `stale`: workers that hold old values. */
export function stepViews(ctx: Context, row: RunRow, stale: number): RunStepView[] {
  const states = statesOf(row, stale);
  const { id } = memberOf(ctx);
  return RUN_STEPS.map((kind) => {
    const step = row.steps.find((one) => one.kind === kind);
    return {
      kind,
      state: states[kind],
      assignee: assigneeOf(step),
      mine: step?.assigneeId === id,
      doneAt: step?.doneAt ? new Date(step.doneAt).toISOString() : null,
      doneBy: step?.doneBy ?? null,
      note: step?.note ?? null,
    };
  });
}

function statesOf(row: RunRow, stale: number) {
  const overlaps = row.overlapEndsAt !== null && row.overlapEndsAt > row.now;
  return stepStates({
    state: row.state,
    items: row.items,
    stagingDone: isStagingDone(row),
    leak: row.leakCaseId !== null,
    waits: overlaps || stale > 0,
  });
}

function assigneeOf(step: RunRow['steps'][number] | undefined): RunSummary['assignee'] {
  if (!step?.assigneeId) return null;
  return { id: toTypeId('user', step.assigneeId), name: step.assignee ?? '' };
}
