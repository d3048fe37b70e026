// Takes a worker's word for how it is, and tells it what changed and whether to restart.

import 'server-only';
import type { HeartbeatAnswer, HeartbeatInput } from '@/lib/contracts/worker';
import { beatWorker, findHeldDelivery } from '@/lib/db/workers/heartbeats';
import type { HeldDelivery } from '@/lib/db/workers/heartbeats';
import { notFound } from '@/lib/domain/errors';
import type { HeldChange } from '@/lib/domain/held-changes';
import { fromTypeId } from '@/lib/domain/ids';
import { restartInTurn, restartWanted, stateAfter } from '@/lib/domain/restart-answer';
import type { RestartWord } from '@/lib/domain/restart-answer';
import { HEARTBEAT_SECONDS } from '@/lib/domain/worker';
import { recordDenial } from '../access/record-denial';
import { bookkeeping } from '../bookkeeping';
import type { Context } from '../context';
import { changesOfWorkers } from './changes-of-workers';

const NOTHING: RestartWord = { restart: 'no', reason: null };

/**
 * Of the delivery that a token or a brief took for a worker; throws 404 to everybody else. Answers
 * while the console is locked too. Of a delivery that the worker holds no more, and after its last
 * word, nothing is written and nothing is asked of it.
 */
export async function heartbeat(
  ctx: Context,
  deliveryId: string,
  input: HeartbeatInput,
): Promise<HeartbeatAnswer> {
  const held = await findOwnDelivery(ctx, deliveryId);
  if (held.superseded || (held.state === 'ended' && !held.newer)) return answerOf(NOTHING);
  const { prisma } = ctx.installation.database;
  const last = input.state === 'ended';
  const found = last ? undefined : (await changesOfWorkers(prisma, [held])).get(held.workerId);
  const changes = found?.changes ?? [];
  const wanted = last ? NOTHING : restartWanted({ ...held, changes });
  const beat = { ...spoken(input), ...held, places: placesOf(held, input, wanted) };
  const word = await bookkeeping(ctx.installation, (tx) =>
    beatWorker(tx, beat, (away) => {
      const told = beat.places === null ? wanted : restartInTurn(wanted, beat.places, away);
      return { ...told, state: stateAfter(input.state, told.restart) };
    }),
  );
  return answerOf(word, changes);
}

/**
 * Null where it needs no turn: it restarts without asking, or not at all, or was told to already and
 * keeps its place until it says otherwise of what it holds then.
 */
function placesOf(
  held: HeldDelivery,
  { state, maxUnavailable }: HeartbeatInput,
  { restart }: RestartWord,
): number | null {
  const told = held.state === 'restarting' || state === 'restarting';
  return restart === 'now' && !told ? (maxUnavailable ?? null) : null;
}

function spoken({ pid, exitCode, signal, restartFailed }: HeartbeatInput) {
  const ending = { exitCode: exitCode ?? null, signal: signal ?? null };
  return { pid: pid ?? null, ...ending, restartFailed: restartFailed ?? null };
}

async function findOwnDelivery(ctx: Context, typeId: string): Promise<HeldDelivery> {
  const { actor, installation } = ctx;
  const deliveryId = fromTypeId(['delivery'], typeId);
  if (deliveryId && (actor.kind === 'token' || actor.kind === 'brief')) {
    const taken = { deliveryId, takenById: actor.id };
    const held = await findHeldDelivery(installation.database.prisma, taken);
    if (held) return held;
  }
  if (actor.kind === 'token' || actor.kind === 'user') {
    await recordDenial(ctx, actor, 'deliveries:create', null);
  }
  throw notFound('That delivery');
}

function answerOf(
  { restart, reason }: RestartWord,
  changes: readonly HeldChange[] = [],
): HeartbeatAnswer {
  return { changes: [...changes], restart, reason, heartbeatSeconds: HEARTBEAT_SECONDS };
}
