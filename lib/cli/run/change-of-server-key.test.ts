import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { readServerKeys } from '@/lib/crypto/server-key';
import { startKeyOperation } from '@/lib/services/keys/operations/start-operation';
import { changeRootKey } from '@/lib/services/keys/reencrypt/change-root-key';
import { retireRootKey } from '@/lib/services/keys/reencrypt/retire-root-key';
import { runReencryption } from '@/lib/services/keys/reencrypt/run-reencryption';
import { readOpenOperation } from '@/lib/services/keys/read-operation';
import { createToken } from '@/lib/services/tokens/create-token';
import { consoleOverHttp } from '@/lib/testing/console-over-http';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { openRest, restOf } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { requestDelivery } from './request-delivery';

const APP = 'payments.production.billing';

describeDatabase('a runner with a pinned server key', (open) => {
  let rest: Rest;
  /** Two nodes on one database. */
  let urls: string[];

  beforeEach(async () => {
    const database = await open();
    rest = await openRest(database);
    const other = await testInstallation(database);
    const consoles = [
      await consoleOverHttp(rest.api),
      await consoleOverHttp(restOf(async () => other).api),
    ];
    urls = consoles.map(({ url }) => url);
    onTestFinished(async () => {
      for (const console of consoles) await console.goAway();
    });
  });

  const keys = async () =>
    (await rest.send(rest.machine, 'GET', '/server-key')).json as Record<string, string>;
  const pinned = (text: string) => readServerKeys(text)!;
  /** From each node; answers what each bundle names as the next key. */
  const take = async (
    serverKeys: ReturnType<typeof pinned>,
    learned?: (key: string) => Promise<void>,
  ) => {
    const next: (string | undefined)[] = [];
    for (const url of urls) {
      const { bundle } = await requestDelivery({
        console: { url, token: rest.machine.token },
        serverKeys,
        ...(learned && { learned }),
        for: { kind: 'app', id: APP },
        ask: { runner: { host: 'web-1', command: 'node', restart: 'platform' } },
      });
      next.push(bundle.nextServerKey);
    }
    return next;
  };
  const reencrypt = async () => {
    const { ctx } = rest.organization;
    await startKeyOperation(ctx, { cause: 'data_keys_window_over' });
    await changeRootKey(ctx);
    expect(await runReencryption(ctx)).toBe(true);
    return (await readOpenOperation(ctx))!.reencryption!;
  };

  it('opens deliveries until the old keys are deleted, and after that where the next was pinned', async () => {
    const before = await keys();
    expect(before).toEqual({ current: before['current'], next: null, pin: before['current'] });
    const old = () => pinned(before['current']!);
    expect(await take(old())).toEqual([undefined, undefined]);

    const { runners } = await reencrypt();
    const during = await keys();
    const { current, next, pin } = during;
    expect(current).toBe(before['current']);
    expect(pin).toBe(`${current},${next}`);
    expect(runners).toEqual({ pin, next, workers: 2 });
    expect(await take(old())).toEqual([next, next]);
    expect(await take(pinned(pin!))).toEqual([next, next]);
    const learned: string[] = [];
    const running = old();
    await take(running, async (key) => void learned.push(key));
    expect(learned).toEqual([next]);

    await retireRootKey(rest.organization.ctx);
    expect(await keys()).toEqual({ current: next, next: null, pin: next });
    for (const known of [pinned(pin!), running, pinned(next!)]) {
      expect(await take(known)).toEqual([undefined, undefined]);
    }
    await expect(take(old())).rejects.toMatchObject({ reason: 'other_signer' });
    urls.reverse();
    await expect(take(old())).rejects.toMatchObject({ reason: 'other_signer' });
  });

  it('is told beside a new token what to pin, of a change that is under way too', async () => {
    await keys();
    await reencrypt();
    const { pin } = await keys();
    const made = await createToken(rest.organization.ctx, {
      name: 'runner',
      permissions: ['deliveries:create'],
    });
    expect(made.serverKey).toBe(pin);
  });

  it('is not asked to pin anything where no delivery was ever taken', async () => {
    await keys();
    expect((await reencrypt()).runners).toBeNull();
  });
});
