import { expect, it } from 'vitest';
import { makeDeliveryKey } from '@/lib/crypto/delivery-key';
import { openDatabase } from '@/lib/db/connection/database';
import type { Database } from '@/lib/db/connection/database';
import { describePostgres } from '@/lib/testing/database';
import { newJti, RUNNER } from '@/lib/testing/deliveries';
import { testInstallation } from '@/lib/testing/installation';
import { openMortal } from '@/lib/testing/mortal-database';
import { createPostgresCopy } from '@/lib/testing/postgres-template';
import { openRest, restOf } from '@/lib/testing/rest';
import type { Rest, Send } from '@/lib/testing/rest';

/** The worker, its receipt, the two names on it, and the event. */
const EVERYTHING = { workers: 1, deliveries: 1, items: 2, events: 1 };
const NOTHING = { workers: 0, deliveries: 0, items: 0, events: 0 };

/** The request that dies: who sends it where. */
interface Request {
  readonly token: string;
  readonly path: string;
  /** Of the brief that it is for. */
  readonly brief?: string;
}

async function counted({ prisma }: Database): Promise<typeof EVERYTHING> {
  return {
    workers: await prisma.worker.count(),
    deliveries: await prisma.delivery.count(),
    items: await prisma.deliveryItem.count(),
    events: await prisma.auditEvent.count({ where: { action: 'delivery.taken' } }),
  };
}

function beyond(before: typeof EVERYTHING, after: typeof EVERYTHING): typeof EVERYTHING {
  const { workers, deliveries, items, events } = after;
  return {
    workers: workers - before.workers,
    deliveries: deliveries - before.deliveries,
    items: items - before.items,
    events: events - before.events,
  };
}

async function take(send: Send, { token, path }: Request): Promise<number> {
  const { publicKey } = makeDeliveryKey();
  const body = { publicKey, jti: newJti(), runner: RUNNER };
  return (await send({ token }, 'POST', path, { body })).status;
}

describePostgres('killed before any statement of a delivery', (serverUrl) => {
  /** Dies before its first statement, its second and so on, until one is not reached. */
  async function dyingEachTime(requestOf: (rest: Rest) => Promise<Request>): Promise<void> {
    const copy = await createPostgresCopy(serverUrl);
    const database = await openDatabase({ databaseUrl: copy.url, dataDir: '' });
    const rest = await openRest(database);
    const { app } = rest.organization.payments;
    for (const key of ['FIRST', 'SECOND']) {
      const body = { key, value: 'canary' };
      await rest.send(rest.machine, 'POST', `/apps/${app.path}/secrets`, { body });
    }
    const used = async ({ brief }: Request) =>
      brief !== undefined &&
      (await database.prisma.brief.count({
        where: { title: brief, consumedAt: { not: null } },
      })) === 1;
    const outcomes: string[] = [];
    for (let last = 1; ; last += 1) {
      const request = await requestOf(rest);
      const before = await counted(database);
      const mortal = await openMortal(copy.url);
      const dying = await testInstallation(mortal.database);
      mortal.killBefore(last);
      const status = await take(restOf(async () => dying).send, request);
      await mortal.database.close().catch(() => undefined);
      const written = beyond(before, await counted(database));
      const all = written.deliveries === 1;
      expect([last, written]).toEqual([last, all ? EVERYTHING : NOTHING]);
      expect(await used(request)).toBe(all && request.brief !== undefined);
      if (all) expect([201, 500, 503]).toContain(status);
      else expect(status).toBeGreaterThanOrEqual(500);
      outcomes.push(all ? 'everything' : 'nothing');
      if (!all) expect(await take(rest.send, request)).toBe(201);
      if (!mortal.died()) break;
    }
    expect(outcomes.filter((one) => one === 'nothing').length).toBeGreaterThan(10);
    expect(outcomes.at(-1)).toBe('everything');
    await database.close();
    await copy.drop();
  }

  it('a console has written all of it or nothing, and the same is handed over to a new key', async () => {
    await dyingEachTime(async ({ machine, organization }) => {
      return { ...machine, path: `/apps/${organization.payments.app.path}/deliveries` };
    });
  }, 300_000);

  it('a console has used a brief up and written all of it, or neither', async () => {
    let made = 0;
    await dyingEachTime(async ({ send, machine, organization }) => {
      const title = `Brief ${(made += 1)}`;
      const { path: app } = organization.payments.app;
      const body = { app, title, task: {}, secretRefs: ['FIRST', 'SECOND'] };
      const { json } = await send(machine, 'POST', '/briefs', { body });
      const path = `/briefs/${String(json['id'])}/delivery`;
      return { token: String(json['callbackToken']), path, brief: title };
    });
  }, 300_000);
});
