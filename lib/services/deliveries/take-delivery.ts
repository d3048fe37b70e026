// Takes a delivery with a machine token: what its app is given, sealed to the key of the run that asks.

import 'server-only';
import type { TakeDeliveryInput, TakenDelivery } from '@/lib/contracts/delivery';
import { holdDeliveryGrant } from '@/lib/db/deliveries/delivery-grant';
import { KeystowError } from '@/lib/domain/errors';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { handOver } from './hand-over';
import type { AskedDelivery } from './delivery-order';

/**
 * Needs `deliveries:create`, which no session has; names beyond those the token is limited to are left
 * out. Throws 401 where the token ended meanwhile, and what `handOver` throws.
 */
export async function takeDelivery(
  ctx: Context,
  reference: ScopeReference,
  asked: AskedDelivery & { readonly input: TakeDeliveryInput },
): Promise<TakenDelivery> {
  const app = await authorize(ctx, reference, 'deliveries:create', LEFT_OUT);
  const { actor } = ctx;
  if (actor.kind !== 'token') throw new KeystowError('forbidden');
  const names = { exactly: null, only: asked.input.only ?? [], limits: namePatternsOf(ctx) };
  return handOver(ctx, {
    app,
    asked,
    names,
    brief: null,
    hold: async (tx) => {
      if (!(await holdDeliveryGrant(tx, app, actor.id))) throw new KeystowError('unauthenticated');
    },
  });
}
