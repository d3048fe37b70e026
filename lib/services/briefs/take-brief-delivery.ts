// Hands a brief's task and exactly its secrets to the one run that its callback token begins.

import 'server-only';
import type { TakenDelivery } from '@/lib/contracts/delivery';
import { findBrief as findBriefRow, readTask } from '@/lib/db/briefs/briefs';
import type { BriefRow } from '@/lib/db/briefs/briefs';
import { consumeCallback } from '@/lib/db/briefs/callback';
import { holdMaker } from '@/lib/db/briefs/makers';
import type { Reader, Tx } from '@/lib/db/connection/transaction';
import type { BriefActor } from '@/lib/domain/actor';
import { KeystowError, notFound, ruleBroken } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { handOver } from '../deliveries/hand-over';
import { findBrief } from './find-brief';
import { authorizeMaker } from './maker-of-brief';
import type { AskedDelivery } from '../deliveries/delivery-order';

export interface AskedBriefDelivery extends AskedDelivery {
  readonly input: AskedDelivery['input'] & { readonly only?: readonly string[] | undefined };
}

/**
 * Only by the brief's callback token: 403 for anybody else who knows of it. Throws 409
 * `already_delivered`, `brief_revoked`, `brief_expired`; 403 as `authorizeMaker` does; 422 for `only`,
 * since a brief is delivered as it was made; and as `handOver` does. The token is used up in the same
 * transaction that writes the receipt: whatever is thrown, it was not.
 */
export async function takeBriefDelivery(
  ctx: Context,
  typeId: string,
  asked: AskedBriefDelivery,
): Promise<TakenDelivery> {
  const { actor } = ctx;
  if (actor.kind !== 'brief') {
    await findBrief(ctx, typeId, 'briefs:create');
    throw new KeystowError('forbidden', 'Only the callback token of a brief takes its delivery.');
  }
  if (fromTypeId(['brief'], typeId) !== actor.id) throw notFound('That brief');
  if (asked.input.only) {
    throw ruleBroken('/only', 'not_of_briefs', 'Leave it out: a brief names what it is handed.');
  }
  const { prisma } = ctx.installation.database;
  const row = await deliverable(prisma, actor);
  return handOver(ctx, {
    app: await authorizeMaker(prisma, row),
    asked,
    names: { exactly: row.secretRefs, only: [], limits: [] },
    brief: { id: row.id, title: row.title, task: await readTask(prisma, row.id) },
    hold: (tx) => consume(tx, actor),
  });
}

/** Its row is held before it is looked at again, so that of two runs at once one is told why. */
async function consume(tx: Tx, actor: BriefActor): Promise<void> {
  if (!(await consumeCallback(tx, actor))) {
    await deliverable(tx, actor);
    throw new KeystowError('unauthenticated');
  }
  const row = await storedBrief(tx, actor);
  await holdMaker(tx, { kind: row.createdByKind, id: row.createdById });
  await authorizeMaker(tx, row);
}

async function storedBrief(reader: Reader, actor: BriefActor): Promise<BriefRow> {
  const row = await findBriefRow(reader, actor.organizationId, actor.id);
  if (!row) throw notFound('That brief');
  return row;
}

async function deliverable(reader: Reader, actor: BriefActor): Promise<BriefRow> {
  const row = await storedBrief(reader, actor);
  if (row.revokedAt) throw refused('brief_revoked', 'This brief was revoked.');
  if (row.consumedAt) throw refused('already_delivered', 'This brief was delivered before.');
  if (row.expired) throw refused('brief_expired', 'This brief has expired.');
  return row;
}

function refused(code: string, why: string): KeystowError {
  const message = `${why} Ask who made it for another, or for a new callback token.`;
  return new KeystowError('conflict', message, { issues: [{ pointer: '', code, message }] });
}
