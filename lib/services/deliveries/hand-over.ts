// Hands resolved secrets to one process, sealed to its key: the receipt commits first, then it is answered.

import 'server-only';
import type { RunnerInput, TakenDelivery } from '@/lib/contracts/delivery';
import { BUNDLE_SECONDS } from '@/lib/crypto/delivery-form';
import { isDeliveryKey, okpThumbprint } from '@/lib/crypto/delivery-key';
import { sealDelivery } from '@/lib/crypto/seal-delivery';
import { ruleBroken } from '@/lib/domain/errors';
import { fromTypeId, newUuid, toTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { composeBundle } from './compose-bundle';
import type { BriefOfDelivery, DeliveryOrder } from './delivery-order';
import { gather } from './gather';
import type { Gathered } from './gather';
import { refuseMissing } from './missing-names';
import { itemsOf, recordDelivery } from './record-delivery';
import { readSigners } from './server-key';

/**
 * Taken by `ctx.actor`, a token or a brief. Throws 422 `missing_value`, `missing_required`,
 * `name_collision` and `public_key`, 413 `bundle_too_large`, 409 `replayed`, and 404 for a worker that
 * is not the taker's. Whatever is thrown, nothing is written, and nothing was handed over.
 */
export async function handOver(ctx: Context, order: DeliveryOrder): Promise<TakenDelivery> {
  const { installation } = ctx;
  const { app, asked, names, brief } = order;
  const { publicKey, staged = false, partial = false, runner } = asked.input;
  if (!isDeliveryKey(publicKey.x)) {
    throw ruleBroken('/publicKey/x', 'public_key', 'Send an X25519 key in its canonical form.');
  }
  const [signers, gathered] = await Promise.all([
    readSigners(installation),
    order.gathered ?? gather(installation, app, { names, staged, stop: asked.stop }),
  ]);
  // A task is run with all it names, or not at all.
  const mayLeaveOut = partial && brief === null;
  if (gathered.missing.length > 0 && !mayLeaveOut) throw refuseMissing(gathered.missing);
  const id = newUuid();
  const at = new Date();
  const keyThumbprint = okpThumbprint('X25519', publicKey.x);
  const nextServerKey = signers.next?.serverKey;
  const facts = { id, at, keyThumbprint, installationId: installation.id, brief, nextServerKey };
  const { opened, contributions } = gathered;
  const claims = composeBundle(claimsOf(facts, gathered), opened, contributions);
  const sealed = await sealDelivery(claims, signers.current, publicKey, asked);
  const workerId = workerIdOf(runner);
  const taken = { id, keyThumbprint, workerId, staged, partial: mayLeaveOut, gathered };
  await recordDelivery(ctx, order, taken);
  return {
    id: toTypeId('delivery', id),
    worker: workerId && toTypeId('worker', workerId),
    sealed,
  };
}

interface Facts {
  readonly id: string;
  readonly at: Date;
  readonly keyThumbprint: string;
  readonly installationId: string;
  readonly brief: BriefOfDelivery | null;
  readonly nextServerKey: string | undefined;
}

/** All claims but the values. */
function claimsOf(facts: Facts, gathered: Gathered) {
  const { id, at, keyThumbprint, installationId, brief, nextServerKey } = facts;
  const iat = Math.floor(at.getTime() / 1000);
  const { platform, app } = gathered.generations;
  return {
    iss: installationId,
    aud: keyThumbprint,
    sub: toTypeId('delivery', id),
    iat,
    exp: iat + BUNDLE_SECONDS,
    versions: versionsOf(gathered),
    leftOut: gathered.missing.map(({ name }) => name),
    generation: { platform: String(platform), app: String(app) },
    ...(nextServerKey !== undefined && { nextServerKey }),
    ...(brief && { brief: { ...brief, id: toTypeId('brief', brief.id) } }),
  };
}

/** By name; of an integration its own version. */
function versionsOf(gathered: Gathered): Record<string, number> {
  const own = itemsOf(gathered).filter(({ via }) => via !== 'property');
  return Object.fromEntries(own.map(({ name, version }) => [name, version]));
}

function workerIdOf(runner: RunnerInput | undefined): string | null {
  if (!runner) return null;
  return runner.id === undefined ? newUuid() : fromTypeId(['worker'], runner.id);
}
