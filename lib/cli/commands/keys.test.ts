import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runReencryption } from '@/lib/services/keys/reencrypt/run-reencryption';
import { describeDatabase } from '@/lib/testing/database';
import { RUNNER, takeOf } from '@/lib/testing/deliveries';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { runCli } from '@/lib/testing/run-cli';

const APP = 'payments.production.billing';

describeDatabase('keystow keys retire', (open) => {
  let rest: Rest;
  beforeEach(async () => {
    rest = await openRest(await open());
    vi.stubEnv('KEYSTOW_URL', 'http://localhost:3000');
    vi.stubEnv('KEYSTOW_TOKEN', rest.machine.token);
    vi.stubGlobal('fetch', (address: string, init: RequestInit) => rest.api.request(address, init));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });

  const keys = async () => (await rest.send(rest.machine, 'GET', '/server-key')).json;
  const reencrypt = async () => {
    const cause = { body: { cause: 'data_keys_window_over' } };
    await rest.send(rest.machine, 'POST', '/keys/operations', cause);
    await rest.send(rest.machine, 'POST', '/keys/operation/change-root');
    expect(await runReencryption(rest.organization.ctx)).toBe(true);
  };

  it('says that the server key that is pinned has to be changed, and to which', async () => {
    await keys();
    await takeOf(rest, APP, { runner: RUNNER });
    await reencrypt();
    const next = String((await keys())['next']);
    const { code, out, err } = await runCli('keys', 'retire');
    expect([code, out]).toEqual([0, expect.stringContaining('finished')]);
    expect(err).toContain('signed by another key from now on; workers running now: 1.');
    expect(err).toContain(`Set KEYSTOW_SERVER_KEY=${next} wherever it is set`);
    expect((await keys())['current']).toBe(next);
  });

  it('says nothing of it where no delivery was ever taken', async () => {
    await reencrypt();
    expect(await runCli('keys', 'retire')).toMatchObject({ code: 0, err: '' });
  });
});
