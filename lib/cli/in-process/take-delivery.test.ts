import { inspect } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { consoleOverHttp } from '@/lib/testing/console-over-http';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { takeDelivery } from './take-delivery';
import type { TakeDeliveryOptions } from './take-delivery';

const APP = 'payments.production.billing';

describeDatabase('a program that takes its secrets itself', (open) => {
  let rest: Rest;
  let at: Pick<TakeDeliveryOptions, 'url' | 'token' | 'serverKey'>;
  beforeAll(async () => {
    rest = await openRest(await open());
    const console = await consoleOverHttp(rest.api);
    const { json } = await rest.send(rest.machine, 'GET', '/server-key');
    at = { url: console.url, token: rest.machine.token, serverKey: json['current'] as string };
    return () => console.goAway();
  });
  const put = async (key: string, value: string, more: object = {}) => {
    const body = { key, value, ...more };
    const { status } = await rest.send(rest.machine, 'POST', `/apps/${APP}/secrets`, { body });
    expect(status).toBeLessThan(300);
  };

  it('has them by name, and prints none of them', async () => {
    await put('API_KEY', 'canary-of-the-client');
    await put('TLS_KEY', 'canary-of-a-file', { delivery: 'file' });
    const { secrets, ack, end } = await takeDelivery({ ...at, app: APP });
    await ack();
    expect([secrets.names, secrets.fileNames]).toEqual([['API_KEY'], ['TLS_KEY']]);
    expect([secrets.need('API_KEY'), secrets.file('TLS_KEY')!.toString()]).toEqual([
      'canary-of-the-client',
      'canary-of-a-file',
    ]);
    expect(() => secrets.need('OTHER')).toThrow('OTHER was not delivered.');
    const printed = [inspect(secrets, { showHidden: true, depth: 9 }), `${secrets}`];
    expect(printed.join() + JSON.stringify({ secrets })).not.toContain('canary');
    await end();
  });

  it('hears of a change once, and takes the new value as the same worker', async () => {
    await put('API_KEY', 'before');
    const first = await takeDelivery({ ...at, app: APP, only: ['API_*'] });
    const heard = new Promise<string[]>((resolve) => {
      const stop = first.onChange(({ changes }) => {
        stop();
        resolve(changes.map(({ name }) => name));
      });
    });
    await put('API_KEY', 'after');
    expect(await heard).toEqual(['API_KEY']);
    const next = await takeDelivery({ ...at, app: APP, worker: first.worker! });
    expect([next.worker, next.secrets.get('API_KEY')]).toEqual([first.worker, 'after']);
    await next.end();
  });

  it('says what is wrong with what it was given, and takes nothing from another console', async () => {
    await expect(takeDelivery({ ...at, app: APP, serverKey: 'x' })).rejects.toThrow(TypeError);
    await expect(takeDelivery(at)).rejects.toThrow('app or brief');
    const serverKey = `ed25519:${'A'.repeat(43)}`;
    await expect(takeDelivery({ ...at, app: APP, serverKey })).rejects.toThrow('pinned');
    await expect(takeDelivery({ ...at, app: 'no.such.app' })).rejects.toMatchObject({
      status: 404,
    });
  });
});
