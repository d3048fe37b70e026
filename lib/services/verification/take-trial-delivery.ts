// Hands one value of a guided rotation to a runner that tries it where the network is.

import 'server-only';
import type { TakenDelivery } from '@/lib/contracts/delivery';
import type { TakeTrialDeliveryInput } from '@/lib/contracts/trial-delivery';
import { BUNDLE_BYTES_MAX } from '@/lib/crypto/delivery-form';
import type { DeliveryRequest } from '@/lib/crypto/delivery-form';
import { listDeliverables } from '@/lib/db/deliveries/deliverables';
import { holdDeliveryGrant } from '@/lib/db/deliveries/delivery-grant';
import { insertTrialDelivery, spendTrial } from '@/lib/db/verification/trials';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { partTexts } from '@/lib/domain/value-parts';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context, Installation } from '../context';
import type { Gathered } from '../deliveries/gather';
import { handOver } from '../deliveries/hand-over';
import { findRun } from '../rotation-runs/find-run';
import { openVersion } from './open-version';
import { tooManyTrials, TRIALS_PER_HOUR_MAX, trialOfRun } from './trial-of-run';
import type { TrialOfRun } from './trial-of-run';

export interface AskedTrialDelivery extends DeliveryRequest {
  readonly input: TakeTrialDeliveryInput;
}

/**
 * Needs `rotation:run` on the home scope of the rotation, and `deliveries:create` on that of the secret, which no
 * session has. It makes no worker. Throws 429 beyond 30 trials in an hour, and as `openVersion` and `handOver`.
 */
export async function takeTrialDelivery(
  ctx: Context,
  run: string,
  asked: AskedTrialDelivery,
): Promise<TakenDelivery> {
  const { publicKey, jti, ...wanted } = asked.input;
  const { actor } = ctx;
  await findRun(ctx, run, 'rotation:run');
  if (actor.kind !== 'token') {
    await recordDenial(ctx, memberOf(ctx), 'deliveries:create', null);
    throw new KeystowError('forbidden', 'Values are handed to machine tokens alone.');
  }
  const trial = await trialOfRun(ctx, run, wanted, 'deliveries:create');
  const { scope: app, secretId, name, version, staged } = trial;
  const runId = trial.found.row.id;
  return handOver(ctx, {
    app,
    asked: { ...asked, input: { publicKey, jti, staged } },
    names: { exactly: [name], only: [], limits: [] },
    brief: null,
    gathered: await gatherOne(ctx.installation, trial),
    hold: async (tx, id) => {
      if (!(await holdDeliveryGrant(tx, app, actor.id))) throw new KeystowError('unauthenticated');
      if (!(await spendTrial(tx, secretId, TRIALS_PER_HOUR_MAX))) throw tooManyTrials();
      const takenById = actor.id;
      await insertTrialDelivery(tx, { id, runId, secretId, version, side: wanted.side, takenById });
    },
  });
}

/** That very version under its own name; its secret is the one that the scope gives for it. */
async function gatherOne(
  installation: Installation,
  { scope, secretId, name, version, staged }: TrialOfRun,
): Promise<Gathered> {
  const names = { exactly: [name], only: [], limits: [] };
  const found = await listDeliverables(
    installation.database,
    scope,
    { names, staged },
    BUNDLE_BYTES_MAX,
  );
  const row = found.rows.find((one) => one.sourceId === secretId);
  if (!row) throw notFound('That secret');
  const { value, format, backendVersion } = await openVersion(
    installation,
    scope,
    secretId,
    version,
  );
  const parts = format === 'object' ? Object.keys(partTexts(value)) : [];
  const source = { ...row.source, format };
  const opened = [
    { row: { ...row, version, staged, parts, source }, value, backendVersion },
  ] as const;
  return { opened, contributions: [], missing: [], generations: found.generations };
}
