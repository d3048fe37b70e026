import { beforeEach, expect, it } from 'vitest';
import type { Worker } from '@/lib/contracts/worker';
import { makeDeliveryKey } from '@/lib/crypto/delivery-key';
import { fromTypeId } from '@/lib/domain/ids';
import { heldChanges } from '@/lib/domain/held-changes';
import type { Held } from '@/lib/domain/held-changes';
import { describeDatabases } from '@/lib/testing/database';
import { newJti, RUNNER, takeOf } from '@/lib/testing/deliveries';
import type { Asked } from '@/lib/testing/deliveries';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';

/** What a runner may ask for: each worker takes all its deliveries in its own way. */
const WAYS: readonly Asked[] = [{}, { only: ['A*', 'INTEGRATION_*'] }, { staged: true }];

const SCHEMA = {
  type: 'object',
  properties: { room: { type: 'string' }, token: { type: 'string', platformSecret: 'CHAT_TOKEN' } },
};

describeDatabases('what the board says a worker lacks', (open) => {
  let rest: Rest;
  let app: string;
  let own: string;

  beforeEach(async () => {
    rest = await openRest(await open());
    app = rest.organization.payments.app.path;
    own = `/apps/${app}/secrets`;
  });

  const platform = '/platform/secrets';

  async function write(method: string, path: string, body?: object): Promise<void> {
    const answer = await rest.send(rest.machine, method, path, body ? { body } : {});
    expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300);
  }

  const put = (place: string, key: string, more: object = { value: `value ${Math.random()}` }) =>
    write('POST', place, { key, ...more });

  /** As a rotation stages a value: the newest version is not current yet. */
  async function stage(name: string): Promise<void> {
    await put(own, name);
    await rest.installation.database.prisma.$executeRaw`
      UPDATE secret SET staged_version = current_version, current_version = previous_version,
                        previous_version = NULL WHERE name = ${name}`;
  }

  async function itemsOf(delivery: string): Promise<Held[]> {
    return rest.installation.database.prisma.deliveryItem.findMany({
      where: { deliveryId: fromTypeId(['delivery'], delivery)! },
    });
  }

  it('is exactly what its next delivery would change, after every kind of change and for every way to ask', async () => {
    for (const key of ['A_KEY', 'A_FILE', 'A_GONE', 'B_KEY', 'B_STAGED', 'B_TARGET']) {
      await put(own, key);
    }
    for (const key of ['A_WIDE', 'B_WIDE', 'CHAT_TOKEN']) await put(platform, key);
    await put(own, 'A_ALIAS', { aliasOf: 'B_TARGET' });
    const integration = { slug: 'chat', name: 'Chat', configSchema: SCHEMA, config: { room: 'a' } };
    await write('POST', `/apps/${app}/integrations`, integration);
    const changes: readonly (() => Promise<void>)[] = [
      async () => undefined,
      () => put(own, 'A_KEY'),
      () => put(own, 'A_WIDE'),
      () => put(platform, 'B_WIDE'),
      () => put(platform, 'A_NEW'),
      () => put(platform, 'CHAT_TOKEN'),
      () => put(own, 'B_TARGET'),
      () => write('DELETE', `${own}/A_GONE`),
      () => write('PATCH', `${own}/A_FILE`, { delivery: 'file' }),
      () => put(own, 'B_OTHER', { aliasOf: 'B_WIDE' }),
      () => stage('B_STAGED'),
      () => write('DELETE', `${own}/B_TARGET?confirm=B_TARGET`),
      () => write('DELETE', `${platform}/CHAT_TOKEN`),
    ];
    for (const change of changes) {
      const runs = await Promise.all(
        WAYS.map((way) => takeOf(rest, app, { ...way, partial: true, runner: RUNNER })),
      );
      for (const run of runs) expect(run.answer.status, run.answer.text).toBe(201);
      await change();
      const { json } = await rest.send(rest.machine, 'GET', `/apps/${app}/workers?limit=500`);
      const board = json['items'] as Worker[];
      for (const [index, run] of runs.entries()) {
        const next = await takeOf(rest, app, { ...WAYS[index]!, partial: true });
        const lacks = heldChanges(await itemsOf(run.id), await itemsOf(next.id));
        const told = board.find(({ id }) => id === run.worker)!.changes;
        expect(told, `${change} for ${JSON.stringify(WAYS[index])}`).toEqual(lacks);
      }
    }
  });

  it('of a brief are the names that it has, and none where it has none', async () => {
    for (const key of ['A_KEY', 'B_KEY']) await put(own, key);
    await put(platform, 'CHAT_TOKEN');
    const integration = { slug: 'chat', name: 'Chat', configSchema: SCHEMA, config: { room: 'a' } };
    await write('POST', `/apps/${app}/integrations`, integration);
    const run = async (secretRefs: string[]): Promise<string> => {
      const asked = { app, title: 'Sum', task: {}, secretRefs };
      const { json } = await rest.send(rest.machine, 'POST', '/briefs', { body: asked });
      const body = { publicKey: makeDeliveryKey().publicKey, jti: newJti(), runner: RUNNER };
      const path = `/briefs/${String(json['id'])}/delivery`;
      const sender = { token: String(json['callbackToken']) };
      const taken = await rest.send(sender, 'POST', path, { body });
      expect(taken.status, taken.text).toBe(201);
      return String(taken.json['worker']);
    };
    const none = await run([]);
    const some = await run(['A_KEY', 'INTEGRATION_CHAT']);
    const told = async (): Promise<string[][]> => {
      const { json } = await rest.send(rest.machine, 'GET', `/apps/${app}/workers?limit=500`);
      const board = json['items'] as Worker[];
      return [none, some].map((id) =>
        board.find((one) => one.id === id)!.changes.map(({ name, how }) => `${name} ${how}`),
      );
    };
    expect(await told()).toEqual([[], []]);
    for (const key of ['A_KEY', 'B_KEY', 'C_KEY']) await put(own, key);
    await put(platform, 'CHAT_TOKEN');
    expect(await told()).toEqual([[], ['A_KEY changed', 'INTEGRATION_CHAT changed']]);
  });
});
