import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { LeakCase } from '@/lib/contracts/leak';
import { createToken } from '@/lib/services/tokens/create-token';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { runCli, runCliWith } from '@/lib/testing/run-cli';

const APP = 'payments.production.billing';

describeDatabase('keystow leaks', (open) => {
  let rest: Rest;

  beforeAll(async () => {
    rest = await openRest(await open());
    for (const key of ['STRIPE_KEY', 'OTHER_KEY']) {
      const body = { key, value: `canary-of-${key}` };
      await rest.send(rest.machine, 'POST', `/apps/${APP}/secrets`, { body });
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

  const done = async (...args: string[]) => {
    const { code, out, err } = await runCli('leaks', ...args);
    expect([args, code, err]).toEqual([args, 0, '']);
    return out;
  };

  it('goes from a value on standard input to a case, and says what is left', async () => {
    const matched = await runCliWith('canary-of-STRIPE_KEY\n', 'leaks', 'match');
    expect(matched).toMatchObject({ code: 0, err: '' });
    expect(matched.out).toContain(`${APP}/STRIPE_KEY  version 1, current`);
    expect(matched.out).not.toContain('canary');
    const args = ['STRIPE_KEY', '--scope', APP, '--found', 'a log', '--matched', '--json'];
    const leak = JSON.parse(await done('open', ...args)) as LeakCase;
    expect(leak).toMatchObject({ foundBy: 'value', versions: [1] });
    expect(await done('list', '--state', 'open')).toContain(leak.id);
    await done('assign', leak.id, '--to', 'owner@acme.example');
    await done('review', leak.id, 'Nothing was used.');
    await done('advise', leak.id, '--reason', 'Nobody outside had it.');
    const [neighbour] = leak.neighbours;
    const left = ['--decision', 'leave', '--reason', 'another service'];
    await done('neighbours', leak.id, neighbour!.id, ...left);
    expect(await done('rotate', leak.id)).toMatch(/rot_\w+ answers it: open\./);
    expect(await done('show', leak.id)).toContain('left: revoke, replace, converge');
    const { token } = await createToken(rest.organization.ctx, {
      ...{ name: 'narrow', permissions: ['secrets:list'], namePatterns: ['STRIPE_*'] },
    });
    await rest.send(rest.machine, 'POST', `/apps/${APP}/secrets`, {
      body: { key: 'LATE_KEY', value: 'canary-of-LATE_KEY' },
    });
    vi.stubEnv('KEYSTOW_TOKEN', token);
    expect(await done('list')).toContain('neighbours (1 beyond your sight)');
    expect(await done('show', leak.id)).toContain('somebody who may list it has to decide');
    vi.stubEnv('KEYSTOW_TOKEN', rest.machine.token);
    const early = await runCli('leaks', 'close', leak.id);
    expect(early.code).toBe(1);
    expect(early.err).toContain('not done');
  });
});
