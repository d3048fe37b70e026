// Workers for tests: their rows as deliveries leave them, without anything being sealed.

import type { ScopeSummary } from '@/lib/contracts/scope';
import { listDifferences } from '@/lib/db/workers/differences';
import { fromTypeId, newUuid, toTypeId } from '@/lib/domain/ids';
import type { RestartRule } from '@/lib/domain/worker';
import type { TestOrganization } from './organization';

export interface TestWorker {
  readonly id: string;
  readonly uuid: string;
  readonly tokenId: string;
  /** The delivery it took last. */
  deliveryId: string;
}

interface WorkerWanted {
  /** Who takes its deliveries; left out: an id that no token has. */
  readonly tokenId?: string;
  readonly host?: string;
  readonly restart?: RestartRule;
  readonly only?: string[];
  readonly staged?: boolean;
}

/** A running worker of the app that holds what it would be handed now. */
export async function makeWorker(
  acme: TestOrganization,
  app: ScopeSummary,
  { tokenId = newUuid(), host = 'web-1', restart = 'platform', ...rest }: WorkerWanted = {},
): Promise<TestWorker> {
  const { prisma } = acme.ctx.installation.database;
  const uuid = newUuid();
  const appId = fromTypeId(['app'], app.id)!;
  const row = { id: uuid, organizationId: acme.id, appId, host, command: 'node', restart };
  await prisma.worker.create({ data: { ...row, ...rest, state: 'running' } });
  const worker = { id: toTypeId('worker', uuid), uuid, tokenId, deliveryId: '' };
  await takeAgain(acme, worker);
  const deliveryId = fromTypeId(['delivery'], worker.deliveryId)!;
  await prisma.worker.update({ where: { id: uuid }, data: { deliveryId } });
  return worker;
}

/** Another delivery of the worker, which holds it from its next heartbeat on. */
export async function takeAgain(acme: TestOrganization, worker: TestWorker): Promise<void> {
  const { prisma } = acme.ctx.installation.database;
  const { appId } = await prisma.worker.findUniqueOrThrow({ where: { id: worker.uuid } });
  const id = newUuid();
  const generations = { platformGeneration: 0n, appGeneration: 0n };
  const taker = { takenById: worker.tokenId, takenBy: 'test', jti: id, keyThumbprint: id };
  const place = { organizationId: acme.id, appId, workerId: worker.uuid };
  await prisma.delivery.create({ data: { id, ...place, ...taker, ...generations } });
  const holding = { workerId: worker.uuid, deliveryId: id };
  const now = await listDifferences(prisma, [holding]);
  await prisma.deliveryItem.createMany({
    data: now.map(({ name, sourceId, version, form, scopeKind }) => {
      const won = { winnerId: sourceId, scopeId: appId, scopeKind, scopePath: 'test' };
      return { deliveryId: id, name, sourceId, version, form, via: 'secret', ...won };
    }),
  });
  worker.deliveryId = toTypeId('delivery', id);
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
