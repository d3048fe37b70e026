// Workers for tests: each takes its deliveries as a run does, and says that it runs.

import type { ScopeSummary } from '@/lib/contracts/scope';
import type { HeartbeatAnswer } from '@/lib/contracts/worker';
import { makeDeliveryKey } from '@/lib/crypto/delivery-key';
import type { TokenActor } from '@/lib/domain/actor';
import { fromTypeId } from '@/lib/domain/ids';
import type { RestartRule, WorkerState } from '@/lib/domain/worker';
import { anyKind } from '@/lib/services/access/authorize';
import type { Context } from '@/lib/services/context';
import { takeDelivery } from '@/lib/services/deliveries/take-delivery';
import { createToken } from '@/lib/services/tokens/create-token';
import { heartbeat } from '@/lib/services/workers/heartbeat';
import { newJti, RUNNER } from './deliveries';
import { contextOf } from './installation';
import type { TestOrganization } from './organization';

export interface TestWorker {
  readonly id: string;
  readonly uuid: string;
  readonly tokenId: string;
  readonly app: ScopeSummary;
  readonly asked: WorkerWanted;
  /** The delivery it took last. */
  deliveryId: string;
}

interface WorkerWanted {
  /** Who takes its deliveries; left out: a token of its own. */
  readonly tokenId?: string;
  readonly host?: string;
  readonly restart?: RestartRule;
  readonly only?: string[];
  readonly staged?: boolean;
}

/** A running worker of the app that holds what it is handed now. */
export async function makeWorker(
  acme: TestOrganization,
  app: ScopeSummary,
  asked: WorkerWanted = {},
): Promise<TestWorker> {
  const worker = await startWorker(acme, app, asked);
  await beatOf(acme, worker);
  return worker;
}

/** What it says of the delivery that it took last. */
export async function beatOf(
  acme: TestOrganization,
  { tokenId, deliveryId }: TestWorker,
  state: WorkerState = 'running',
): Promise<HeartbeatAnswer> {
  return heartbeat(await takerOf(acme, tokenId), deliveryId, { state });
}

/** One that took its first delivery and was not heard since. */
export async function startWorker(
  acme: TestOrganization,
  app: ScopeSummary,
  asked: WorkerWanted = {},
): Promise<TestWorker> {
  const tokenId = asked.tokenId ?? (await makeTaker(acme));
  const taken = await take(acme, { tokenId, app, asked });
  return { ...taken, uuid: fromTypeId(['worker'], taken.id)!, tokenId, app, asked };
}

/** Another delivery of the worker, which holds it from its next heartbeat on. */
export async function takeAgain(acme: TestOrganization, worker: TestWorker): Promise<void> {
  worker.deliveryId = (await take(acme, worker)).deliveryId;
}

/** As if its last heartbeat had been that long ago. */
export async function silence(
  { ctx }: TestOrganization,
  worker: TestWorker,
  seconds: number,
): Promise<void> {
  await ctx.installation.database.prisma.$executeRaw`
    UPDATE worker SET heartbeat_at = now() - make_interval(secs => ${seconds})
     WHERE id = ${worker.uuid}::uuid`;
}

async function makeTaker({ ctx }: TestOrganization): Promise<string> {
  const made = await createToken(ctx, { name: 'test', permissions: ['deliveries:create'] });
  return fromTypeId(['token'], made.id)!;
}

async function takerOf({ ctx }: TestOrganization, tokenId: string): Promise<Context> {
  const { installation } = ctx;
  const where = { id: tokenId };
  const row = await installation.database.prisma.token.findUniqueOrThrow({ where });
  const { id, organizationId, name, scopeId, namePatterns } = row;
  const permissions = row.permissions as TokenActor['permissions'];
  const actor = { kind: 'token', id, organizationId, name, scopeId, namePatterns } as const;
  return contextOf(installation, { ...actor, permissions });
}

async function take(
  acme: TestOrganization,
  taker: Pick<TestWorker, 'tokenId' | 'app' | 'asked'> & { readonly id?: string },
): Promise<{ readonly id: string; readonly deliveryId: string }> {
  const { host = RUNNER.host, restart = RUNNER.restart, only, staged } = taker.asked;
  const runner = { ...RUNNER, host, restart, ...(taker.id && { id: taker.id }) };
  const input = {
    publicKey: makeDeliveryKey().publicKey,
    jti: newJti(),
    runner,
    ...(only && { only }),
    ...(staged && { staged }),
  };
  const path = `/api/v1/apps/${taker.app.path}/deliveries`;
  const asked = { path, body: Buffer.from(JSON.stringify(input)), input };
  const ctx = await takerOf(acme, taker.tokenId);
  const { id, worker } = await takeDelivery(ctx, anyKind(taker.app.path), asked);
  return { id: worker!, deliveryId: id };
}
