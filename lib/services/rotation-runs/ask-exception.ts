// Asks that a guided rotation may close though something is missing: a second person signs that, or nobody.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { RunReasonInput } from '@/lib/contracts/rotation-run-input';
import { setException } from '@/lib/db/rotation-runs/run-writes';
import { actorLabel } from '@/lib/domain/actor';
import { HARD_GAPS } from '@/lib/domain/rotation-run-closing';
import { ownContext } from '../context';
import type { Context } from '../context';
import { changeRun } from './change-run';
import { checkTexts } from './check-texts';
import { findRun } from './find-run';
import { runConflict, runFacts } from './run-events';
import { gapsOf, readRunRows } from './run-records';
import type { RunRecords } from './run-records';

/**
 * Needs a person: a token's maker could sign for his token. It is asked for what is missing now, and takes the place
 * of what was asked before. Throws 409 `no_gaps` where nothing is missing, `hard_gap` for what no exception covers.
 */
export async function askException(
  asking: Context,
  named: string,
  { reason }: RunReasonInput,
): Promise<RotationRun> {
  await findRun(asking, named, 'rotation:run');
  const ctx = ownContext(asking);
  return changeRun(
    ctx,
    named,
    async ({ tx, row, scope }) => {
      const records = await readRunRows(tx, row);
      const gaps = gapsOf(records);
      if (gaps.length === 0) throw runConflict('no_gaps', 'Nothing is missing: close it.');
      refuseHardGaps(records);
      const by = { id: ctx.actor.id, label: actorLabel(ctx.actor) };
      await setException(tx, row.id, { reason, gaps, by });
      const facts = { ...runFacts(row, scope), reason, gaps: gapNames(records) };
      return [{ action: 'rotation_run.exception_asked', ...facts }];
    },
    async (scope, items) => {
      await checkTexts(
        ctx,
        scope,
        items.map(({ secretId }) => secretId),
        { reason },
      );
      return new Map();
    },
  );
}

/** Throws 409 `hard_gap`. */
export function refuseHardGaps(records: RunRecords): void {
  if (!gapsOf(records).some(({ code }) => HARD_GAPS.includes(code))) return;
  const message =
    'Not every secret has a new value in its place: nothing was rotated that could be excepted.';
  throw runConflict('hard_gap', message);
}

/** As the log tells them: the code, and of which secret. */
export function gapNames(records: RunRecords): string[] {
  return gapsOf(records).map(({ code, secretId }) => {
    const item = records.items.find((one) => one.secretId === secretId);
    return item ? `${code} ${item.name}` : code;
  });
}
