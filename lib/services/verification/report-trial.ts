// Records what a runner found with the value that it was handed to try.

import 'server-only';
import type { RotationTrial } from '@/lib/contracts/rotation-run';
import type { ReportTrialInput } from '@/lib/contracts/rotation-run-input';
import { listRunItems } from '@/lib/db/rotation-runs/run-items';
import { findTrialDelivery, noteReport } from '@/lib/db/verification/trials';
import { notFound } from '@/lib/domain/errors';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { fromTypeId } from '@/lib/domain/ids';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';
import { checkTexts } from '../rotation-runs/check-texts';
import { findRun } from '../rotation-runs/find-run';
import { runConflict } from '../rotation-runs/run-events';
import { recordTrial } from './record-trial';

/** Longer than that no trial takes. */
const HOURS_MAX = 1;

/**
 * Needs `rotation:run` on the home scope, and to be the one that took the delivery for that rotation, else 404. Once:
 * throws 409 `reported` again, and more than an hour later. It counts as of when the value was handed over.
 */
export async function reportTrial(
  ctx: Context,
  run: string,
  { delivery, outcome, place, answer }: ReportTrialInput,
): Promise<RotationTrial> {
  const found = await findRun(ctx, run, 'rotation:run');
  ctx.installation.keys.requireUnlocked();
  if (found.row.state !== 'open') throw runConflict('run_ended', 'The rotation has ended.');
  const { prisma } = ctx.installation.database;
  const id = fromTypeId(['delivery'], delivery);
  const taken = id && (await findTrialDelivery(prisma, found.row.id, id));
  if (!taken || taken.takenById !== memberOf(ctx).id) {
    await recordDenial(ctx, memberOf(ctx), 'rotation:run', found.scope);
    throw notFound('A delivery of that id for this rotation');
  }
  const { secretId, version, side } = taken;
  await checkTexts(ctx, found.scope, [secretId], { place, answer });
  const items = await listRunItems(prisma, found.row.id);
  const name = items.find((one) => one.secretId === secretId)?.name ?? '';
  const facts = { secretId, name, version, side, via: 'runner', outcome, place, answer } as const;
  return recordTrial(ctx, found, facts, async (tx) => {
    const at = await noteReport(tx, taken.id, HOURS_MAX);
    if (at) return at;
    const message = 'That trial was reported on before, or is more than an hour old. Try anew.';
    throw fieldConflict('/delivery', 'reported', message);
  });
}
