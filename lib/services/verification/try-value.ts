// Tries one value of a guided rotation by the check of its secret: one request, judged by its status alone.

import 'server-only';
import type { RotationTrial } from '@/lib/contracts/rotation-run';
import type { TryInput } from '@/lib/contracts/rotation-run-input';
import { findCheck, maySendVersion } from '@/lib/db/verification/checks';
import type { CheckRow } from '@/lib/db/verification/checks';
import { spendTrial } from '@/lib/db/verification/trials';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { postFailureText } from '@/lib/domain/post-failure';
import { bookkeeping } from '../bookkeeping';
import type { Context } from '../context';
import { sendRequest } from '../webhooks/send-request';
import { openVersion } from './open-version';
import { recordTrial } from './record-trial';
import { tooManyTrials, TRIALS_PER_HOUR_MAX, trialOfRun } from './trial-of-run';
import type { TrialOfRun } from './trial-of-run';
import { checkText, judgedStatus, trialRequest } from './trial-request';

/**
 * Needs `rotation:run` on the home scope of the rotation. Whatever comes of it is recorded, since the value went out.
 * Throws 409 `no_check`, `not_approved`, `destination_names` and `not_entered` where nothing may be sent, 422 `value_form` for a
 * value that no request carries, 429 beyond 30 in an hour, and as `openVersion`.
 */
export async function tryValue(ctx: Context, run: string, input: TryInput): Promise<RotationTrial> {
  const { installation } = ctx;
  const trial = await trialOfRun(ctx, run, input);
  const { found, scope, secretId, name, version } = trial;
  await usableCheck(ctx, trial);
  const value = await openVersion(installation, scope, secretId, version);
  const isWithin = await bookkeeping(installation, (tx) =>
    spendTrial(tx, secretId, TRIALS_PER_HOUR_MAX),
  );
  if (!isWithin) throw tooManyTrials();
  // Whoever ended the destination while the value was opened has to be heard.
  const check = await usableCheck(ctx, trial);
  const { url, request } = trialRequest(check, value);
  const answer = await sendRequest(installation.env, url, request);
  const isStatus = typeof answer === 'number';
  const facts = {
    ...({
      secretId,
      name,
      version,
      side: input.side,
      via: 'console',
      place: checkText(check),
    } as const),
    outcome: isStatus ? judgedStatus(check, answer) : ('unclear' as const),
    answer: isStatus ? `HTTP ${answer}` : postFailureText(answer),
  };
  return recordTrial(ctx, found, facts, async () => found.row.now);
}

/** Approved and for that name at this very moment. */
async function usableCheck(
  { installation }: Context,
  { secretId, name, scope, version }: TrialOfRun,
): Promise<CheckRow> {
  const { prisma } = installation.database;
  const check = await findCheck(prisma, secretId);
  if (!check || check.removedAt) {
    throw refused('no_check', `${name} has no check. Set one, or use keystow verify.`);
  }
  if (check.endedAt || !check.approvedAt) {
    const why = check.endedAt ? 'has ended' : 'is not approved yet';
    throw refused('not_approved', `${check.origin} ${why}: nothing is sent there.`);
  }
  if (!(await maySendVersion(prisma, secretId, version))) {
    const message = `The check of ${name} leads to another host than before, and version ${version} was not entered for that. Try it with keystow verify.`;
    throw refused('not_entered', message);
  }
  const isFor = isWithinPatterns(check.names, name);
  if (isFor && scope.lineage.includes(check.destinationScopeId)) return check;
  throw refused('destination_names', `${check.origin} is not for ${name}. Ask for one that is.`);
}

function refused(code: string, message: string) {
  return fieldConflict('/key', code, message);
}
