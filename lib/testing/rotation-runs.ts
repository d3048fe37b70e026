// Guided rotations for tests: begun, brought to production, and tried as a check or a runner would say.

import type { RotationRun } from '@/lib/contracts/rotation-run';
import { fromTypeId, newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import type { TrialOutcome, TrialSide } from '@/lib/domain/rotation-run';
import { anyKind } from '@/lib/services/access/authorize';
import type { Context } from '@/lib/services/context';
import { addEvidence } from '@/lib/services/rotation-runs/add-evidence';
import { markStepDone } from '@/lib/services/rotation-runs/mark-step-done';
import { promoteRun } from '@/lib/services/rotation-runs/promote-run';
import { readRun } from '@/lib/services/rotation-runs/read-run';
import { stageRunValue } from '@/lib/services/rotation-runs/stage-run-value';
import { startRun } from '@/lib/services/rotation-runs/start-run';
import { putSecret } from '@/lib/services/secrets/put-secrets';

/** Seals a value of the secret as a plain save does. */
export async function putValue(
  ctx: Context,
  scope: string,
  key: string,
  value = `the-old-value-of-${key}`,
): Promise<void> {
  const plaintext = Plaintext.fromText(value);
  await putSecret(ctx, anyKind(scope), { key, plaintext, format: 'utf8', type: 'api_key' });
}

/** Of secrets with a value; `keys` of one scope. */
export async function beginRun(
  ctx: Context,
  scope: string,
  keys: readonly string[],
  overlapHours = 0,
): Promise<RotationRun> {
  for (const key of keys) await putValue(ctx, scope, key);
  return startRun(ctx, { secrets: keys.map((key) => ({ scope, key })), overlapHours });
}

export async function stageValue(
  ctx: Context,
  { id }: Pick<RotationRun, 'id'>,
  key: string,
  value = `the-new-value-of-${key}-${newUuid()}`,
): Promise<RotationRun> {
  const plaintext = Plaintext.fromText(value);
  return stageRunValue(ctx, id, { key, plaintext, format: 'utf8', origin: 'generated' });
}

/** Begun, with new values that are current: what is left is to revoke and to prove. */
export async function promotedRun(
  ctx: Context,
  scope: string,
  keys: readonly string[],
  overlapHours = 0,
): Promise<RotationRun> {
  const run = await beginRun(ctx, scope, keys, overlapHours);
  for (const key of keys) await stageValue(ctx, run, key);
  await markStepDone(ctx, run.id, 'staging', { note: 'The login was tried.' });
  return promoteRun(ctx, run.id);
}

/** Records that the value of that side was tried now. */
export async function recordTrial(
  ctx: Context,
  run: Pick<RotationRun, 'id'>,
  key: string,
  side: TrialSide,
  outcome: TrialOutcome,
): Promise<RotationRun> {
  const item = (await readRun(ctx, run.id)).items.find((one) => one.key === key)!;
  const version = side === 'new' ? item.newVersion : item.oldVersion;
  const runId = fromTypeId(['rotationRun'], run.id)!;
  const secretId = fromTypeId(['secret'], item.id)!;
  await ctx.installation.database.prisma.$executeRaw`
    INSERT INTO rotation_trial (id, run_id, secret_id, version, side, via, outcome, place, answer,
                                tried_at, tried_by)
    VALUES (${newUuid()}::uuid, ${runId}::uuid, ${secretId}::uuid, ${version}::int, ${side},
            'console', ${outcome}, 'https://issuer.example', '200', clock_timestamp(), 'test')`;
  return readRun(ctx, run.id);
}

/** Records that, now and in the same way, the new value works and the old one is refused. */
export async function tellApart(
  ctx: Context,
  run: Pick<RotationRun, 'id'>,
  key: string,
): Promise<RotationRun> {
  await recordTrial(ctx, run, key, 'new', 'works');
  return recordTrial(ctx, run, key, 'old', 'refused');
}

/** A commit and a deployment. */
export async function addProofs(ctx: Context, { id }: Pick<RotationRun, 'id'>): Promise<void> {
  await addEvidence(ctx, id, { kind: 'commit', text: 'abc1234' });
  await addEvidence(ctx, id, { kind: 'deployment', text: 'https://ci.example/42' });
}
