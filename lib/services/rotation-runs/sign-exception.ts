// Signs the exception that somebody else asked for: the guided rotation closes though something is missing.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { SignExceptionInput } from '@/lib/contracts/rotation-run-input';
import { actorLabel } from '@/lib/domain/actor';
import { KeystowError } from '@/lib/domain/errors';
import type { FoundGap } from '@/lib/domain/rotation-run-closing';
import { recordDenial } from '../access/record-denial';
import { ownContext } from '../context';
import type { Context, OwnContext } from '../context';
import { refuseHardGaps } from './ask-exception';
import { changeRun } from './change-run';
import { closeIn } from './close-run';
import { findRun } from './find-run';
import { runConflict } from './run-events';
import { gapsOf, readRunRows } from './run-records';

/**
 * Needs a person who did not ask. Throws 403 for whoever asked
 * and for tokens, 409 `not_asked`, `hard_gap`, and `gaps_changed` where another request
 * was asked for by now, or something is missing that was not asked for.
 */
export async function signException(
  asking: Context,
  named: string,
  { askedAt }: SignExceptionInput,
): Promise<RotationRun> {
  const { row: found } = await findRun(asking, named, 'rotation:run');
  const ctx = ownContext(asking);
  if (found.exceptionAskedById === ctx.actor.id) await refuseAsker(ctx);
  return changeRun(ctx, named, async (held) => {
    const { row } = held;
    if (row.exceptionAskedAt === null) throw notAsked();
    if (row.exceptionAskedById === ctx.actor.id) throw askedByYou();
    if (row.exceptionAskedAt.getTime() !== Date.parse(askedAt)) throw askedAnew();
    const records = await readRunRows(held.tx, row);
    const gaps = gapsOf(records);
    refuseHardGaps(records);
    const isAsked = (gap: FoundGap) =>
      row.exceptionGaps?.some((one) => one.code === gap.code && one.secretId === gap.secretId);
    if (!gaps.every(isAsked)) {
      const message = 'Something is missing that was not when it was asked. Ask again.';
      throw runConflict('gaps_changed', message);
    }
    return [await closeIn(ctx, held, records, gaps.length > 0 ? actorLabel(ctx.actor) : null)];
  });
}

/** So that the refusal is told. */
async function refuseAsker(ctx: OwnContext): Promise<never> {
  await recordDenial(ctx, ctx.actor, 'rotation:run', null);
  throw askedByYou();
}

function askedByYou(): KeystowError {
  return new KeystowError('forbidden', 'You asked for this exception: somebody else has to sign.');
}

function askedAnew(): KeystowError {
  const message = 'The exception was asked for anew since you looked. Look at what is missing now.';
  return runConflict('gaps_changed', message);
}

function notAsked(): KeystowError {
  return runConflict('not_asked', 'Nobody asked for an exception (any more). Look again.');
}
