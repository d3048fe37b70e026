import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Destination } from '@/lib/contracts/destination';
import { describeDatabase } from '@/lib/testing/database';
import { sealSecret, VALUE_BEFORE } from '@/lib/testing/intake';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { runCliWith } from '@/lib/testing/run-cli';

const APP = 'payments.production.billing';
const AT = ['STRIPE_KEY', '--scope', APP];

describeDatabase('keystow rotation check', (open) => {
  let rest: Rest;
  const destinations: string[] = [];
  beforeAll(async () => {
    rest = await openRest(await open());
    await sealSecret(rest.organization.ctx, APP, 'STRIPE_KEY', 'api_key');
    for (const origin of ['https://issuer.example', 'https://other.example']) {
      const body = { scope: APP, origin, names: ['STRIPE_*'], reason: 'It issues the key.' };
      const { json } = await rest.send(rest.machine, 'POST', '/destinations', { body });
      destinations.push((json as unknown as Destination).id);
    }
  });
  beforeEach(() => {
    vi.stubEnv('KEYSTOW_URL', 'http://localhost:3000');
    vi.stubEnv('KEYSTOW_TOKEN', rest.machine.token);
    vi.stubGlobal('fetch', (address: string, init: RequestInit) =>
      rest.api.request(address, { ...init, redirect: 'follow' }),
    );
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });

  const check = (given: string, ...args: string[]) =>
    runCliWith(given, 'rotation', 'check', ...args);
  const to = (one: number, path: string) => [
    ...AT,
    '--destination',
    destinations[one]!,
    '--path',
    path,
  ];

  it('sets, shows and removes how a value is tried', async () => {
    expect((await check('', 'show', ...AT)).out).toBe('STRIPE_KEY has no check.\n');
    const header = ['--placement', 'header', '--placement-name', 'X-Api-Key', '--method', 'HEAD'];
    const statuses = ['--works', '200,204', '--refuses', '403'];
    const set = await check('', 'set', ...to(0, '/me'), ...header, ...statuses);
    expect(set).toMatchObject({ code: 0, err: '' });
    expect(set.out).toBe(
      'HEAD https://issuer.example/me  header X-Api-Key  works 200,204  refuses 403  destination asked\n',
    );
    const shown = JSON.parse((await check('', 'show', ...AT, '--json')).out) as object;
    const held = { path: '/me', works: [200, 204], placementName: 'X-Api-Key' };
    expect(shown).toMatchObject({ key: 'STRIPE_KEY', check: held });
    expect(await check('', 'remove', ...AT)).toMatchObject({ code: 0 });
    expect((await check('', 'show', ...AT)).out).toBe('STRIPE_KEY has no check.\n');
  });

  it('leads to another host with the current value alone, from standard input', async () => {
    const without = await check('', 'set', ...to(1, '/me'));
    expect(without).toMatchObject({ code: 1, out: '' });
    expect(without.err).toContain('Enter the current value');
    const wrong = await check('canary-wrong', 'set', ...to(1, '/me'), '--with-value');
    expect(wrong).toMatchObject({ code: 1, out: '' });
    expect(wrong.err).toContain('not the current value');
    expect(wrong.err).not.toContain('canary');
    const proven = await check(VALUE_BEFORE, 'set', ...to(1, '/me'), '--with-value');
    expect(proven).toMatchObject({ code: 0, err: '' });
    expect(proven.out).toContain('GET https://other.example/me  bearer');
    const amiss = await check('', 'set', ...to(1, '/me'), '--works', 'some');
    expect(amiss).toMatchObject({ code: 2, out: '' });
  });
});
