import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { MadeReminderHook } from '@/lib/contracts/reminder';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { runCli } from '@/lib/testing/run-cli';

const AT = ['--scope', 'payments'];

describeDatabase('keystow rotation reminders', (open) => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest(await open());
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

  const run = (...args: string[]) => runCli('rotation', 'reminders', ...args, ...AT);

  it('adds a webhook and prints its signing secret this once, tests it, says why it failed, and removes it', async () => {
    const url = 'https://receiver.invalid/hook';
    const added = await run('hook-add', url, '--json');
    const { hook, secret } = JSON.parse(added.out) as MadeReminderHook;
    expect(secret).toMatch(/^whsec_/);
    const hooks = await run('hooks');
    expect(hooks.out).toBe(`${hook.id}  ${url}  well\nNobody is mailed: SMTP_URL is not set.\n`);
    expect((await run('hook-test', hook.id)).out).toContain('the name of the host was not found');
    expect(await run('list')).toMatchObject({ code: 0, out: 'Nothing.\n' });
    const refused = await run('retry', 'rem_01h2xcejqtf2nbrexx3vqjhp41');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect((await run('hook-remove', hook.id)).out).toBe(`${hook.id} is removed.\n`);
    expect((await run('hooks')).out).not.toContain(url);
    expect(await run('hook-remove', hook.id)).toMatchObject({ code: 1, out: '' });
  });
});
