import { beforeAll, afterAll, expect, it } from 'vitest';
import type { PlanTransferInput } from '@/lib/contracts/transfer';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeMoto, MOTO_CREDENTIALS } from '@/lib/testing/backends/moto-server';
import { startStrictVault } from '@/lib/testing/backends/strict-vault';
import type { StrictVault } from '@/lib/testing/backends/strict-vault';
import { describeDatabase } from '@/lib/testing/database';
import { takeOf } from '@/lib/testing/deliveries';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { createConnector } from '../backends/create-connector';
import { runTransfers } from './run-transfers';

const { region, ...keys } = MOTO_CREDENTIALS;
const LONG_MS = 60_000;

describeMoto('values that wander', (moto) => {
  describeDatabase('between AWS, Vault and here', (open) => {
    let rest: Rest;
    let vault: StrictVault;
    let app: string;

    beforeAll(async () => {
      await moto().reset();
      vault = await startStrictVault();
      await vault.addMount('kv');
      rest = await openRest(await open(), { BACKEND_PRIVATE_HOSTS: '127.0.0.1' });
      app = `/apps/${rest.organization.payments.app.id}`;
      const { ctx } = rest.organization;
      const sealed = (credentials: Record<string, string>) =>
        Object.fromEntries(
          Object.entries(credentials).map(([name, text]) => [name, Plaintext.fromText(text)]),
        );
      await createConnector(ctx, {
        ...{ kind: 'aws', slug: 'cloud', name: 'Cloud', writable: true },
        settings: { region, identity: 'credentials', endpoint: moto().url },
        credentials: sealed({ ...keys }),
      });
      await createConnector(ctx, {
        ...{ kind: 'vault', slug: 'vault', name: 'Vault', writable: true },
        settings: { address: vault.url, mount: 'kv', auth: 'token' },
        credentials: sealed({ token: vault.rootToken }),
      });
    }, LONG_MS);

    afterAll(() => vault.close());

    const send = (method: string, path: string, body?: object) =>
      rest.send(rest.machine, method, `${app}${path}`, body === undefined ? {} : { body });

    async function run(input: PlanTransferInput): Promise<unknown[]> {
      const { json, text } = await send('POST', '/transfers', input);
      expect(json['state'], text).toBe('planned');
      const one = `/transfers/${String(json['id'])}`;
      await send('POST', `${one}/start`, {});
      await runTransfers(rest.installation);
      const read = (await send('GET', one)).json as {
        items: { name: string; state: string; code: string | null; target: string | null }[];
      };
      return read.items.map(({ name, state, code, target }) => [name, state, code, target]);
    }

    const delivered = async () =>
      (await (await takeOf(rest, rest.organization.payments.app.id)).open()).env;

    it('are delivered the same from each, and leave nothing behind when asked', async () => {
      await send('POST', '/secrets', { key: 'LOGIN', value: 'of login' });
      await send('POST', '/secrets', { key: 'OTHER', value: 'of other' });
      const there = 'payments/production/billing';
      expect(await run({ mode: 'move', to: 'cloud', removeSource: true })).toEqual([
        ['LOGIN', 'done', null, `${there}/LOGIN`],
        ['OTHER', 'done', null, `${there}/OTHER`],
      ]);
      const both = { LOGIN: 'of login', OTHER: 'of other' };
      expect(await delivered()).toEqual(both);
      const across = { mode: 'move', from: 'cloud', to: 'vault', removeSource: true } as const;
      expect(await run(across)).toEqual([
        ['LOGIN', 'done', null, `${there}/LOGIN?key=value`],
        ['OTHER', 'done', null, `${there}/OTHER?key=value`],
      ]);
      expect(await delivered()).toEqual(both);
      expect(await run({ mode: 'import', from: 'cloud' })).toEqual([]);
      await run({ mode: 'move', from: 'vault', removeSource: true });
      expect(await delivered()).toEqual(both);
    });

    it('come in from a Vault whose objects have several fields, each as a secret', async () => {
      for (const [key, value] of [
        ['user', 'ann'],
        ['password', 'hunter2'],
      ] as const) {
        const reference = `teams/mail?key=${key}`;
        await send('POST', '/secrets', { key: `M_${key}`, connector: 'vault', reference, value });
      }
      const only = ['teams/*'];
      const whole = await run({ mode: 'import', from: 'vault', only });
      expect(whole).toEqual([['MAIL', 'planned', 'several_keys', null]]);
      expect(await run({ mode: 'import', from: 'vault', only, objects: 'names' })).toEqual([
        ['MAIL_PASSWORD', 'done', null, null],
        ['MAIL_USER', 'done', null, null],
      ]);
      expect(await delivered()).toMatchObject({ MAIL_PASSWORD: 'hunter2', MAIL_USER: 'ann' });
    });
  });
});
