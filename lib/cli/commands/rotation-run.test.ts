import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { putValue, tellApart } from '@/lib/testing/rotation-runs';
import { runCli, runCliWith } from '@/lib/testing/run-cli';
import { makeWorker, silence } from '@/lib/testing/workers';
import { anyKind } from '@/lib/services/access/authorize';
import { readRun } from '@/lib/services/rotation-runs/read-run';
import { approveDestination } from '@/lib/services/verification/approve-destination';
import { askDestination } from '@/lib/services/verification/ask-destination';
import { setCheck } from '@/lib/services/verification/set-check';

const APP = 'payments.production.billing';

describeDatabase('keystow rotation run', (open) => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest(await open(), { WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' });
    await putValue(rest.organization.ctx, APP, 'STRIPE_KEY');
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

  const run = (...args: string[]) => runCli('rotation', 'run', ...args);
  const done = async (...args: string[]) => {
    const { code, out, err } = await run(...args);
    expect([args, code, err]).toEqual([args, 0, '']);
    return out;
  };
  const start = async (...args: string[]) =>
    (JSON.parse(await done('start', ...args, '--json')) as RotationRun).id;

  it('goes from a value on standard input to its close, and says what is missing on the way', async () => {
    const { ctx } = rest.organization;
    const id = await start('STRIPE_KEY', '--scope', APP, '--overlap', '0');
    expect(await done('list', '--state', 'open')).toContain(`${id}  at value`);
    const set = await runCliWith(
      'sk-canary-of-a-terminal\n',
      'rotation',
      'run',
      'set',
      id,
      'STRIPE_KEY',
    );
    expect(set).toMatchObject({ code: 0, err: '' });
    const early = await run('promote', id);
    expect(early.code).toBe(1);
    expect(early.err).toContain('Verify the new values in staging first');
    await done('done', id, '--note', 'Signed in on staging.');
    await done('assign', id, '--step', 'revocation', '--to', 'owner@acme.example');
    expect(await done('promote', id)).toContain('0 workers hold another version.');
    expect(await done('show', id)).toContain('Nobody tried the new value of STRIPE_KEY.');
    await done('revoke', id, 'STRIPE_KEY');
    await tellApart(ctx, { id }, 'STRIPE_KEY');
    expect(await done('show', id)).not.toContain('was not tried since');
    const refused = await run('close', id);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('No deployment is named as evidence.');
    await done('evidence', id, 'commit', 'abc1234');
    await done('evidence', id, 'deployment', 'https://ci.example/42');
    const closed = await done('close', id);
    expect(closed).toContain('closed');
    expect(closed).not.toContain('canary');
  });

  it('shows who lags behind, rolls back, and leaves exceptions to people', async () => {
    const id = await start(`${APP}/STRIPE_KEY`);
    const worker = await makeWorker(rest.organization, rest.organization.payments.app);
    await runCliWith('sk-another-value\n', 'rotation', 'run', 'set', id, 'STRIPE_KEY');
    await done('done', id, '--note', 'There is no staging.');
    await done('promote', id);
    expect(await done('show', id)).toContain(`stale: node on web-1 of ${APP}, version 2, alive`);
    const refused = await run('revoke', id, 'STRIPE_KEY');
    expect(refused.err).toContain('1 worker holds another version of STRIPE_KEY on web-1');
    await silence(rest.organization, worker, 60);
    expect(await done('show', id)).toContain('version 2, unknown');
    expect((await run('except', id, '--reason', 'x')).err).toContain('sign in as a person');
    expect(await done('rollback', id, '--reason', 'It broke.')).toContain('staged');
    await done('discard', id, 'STRIPE_KEY');
    await done('abandon', id, '--reason', 'Another day.');
    expect((await readRun(rest.organization.ctx, id)).state).toBe('abandoned');
  });

  it('has the console try a value, and ends with 0 where it came out as it should', async () => {
    const issuer = createServer((request, response) => {
      const isNew = request.headers.authorization === 'Bearer sk-tried';
      response.writeHead(isNew ? 200 : 401).end();
    });
    await once(issuer.listen(0, '127.0.0.1'), 'listening');
    const origin = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
    const id = await start(`${APP}/STRIPE_KEY`);
    const none = await run('try', id, 'STRIPE_KEY', '--old');
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('has no check')]);
    const { ctx } = rest.organization;
    const asked = { scope: APP, origin, names: ['*'], reason: 'It issues the key.' };
    const destination = (await askDestination(ctx, asked)).id;
    await approveDestination(ctx, destination);
    await setCheck(ctx, anyKind(APP), 'STRIPE_KEY', { destination, path: '/' });
    await runCliWith('sk-tried\n', 'rotation', 'run', 'set', id, 'STRIPE_KEY');
    expect(await done('try', id, 'STRIPE_KEY')).toMatch(/new value \(version \d+\) works/);
    expect(await done('try', id, 'STRIPE_KEY', '--old')).toContain('is refused (HTTP 401)');
    const other = await run('try', id, 'STRIPE_KEY', '--old', '--version', '99');
    expect([other.code, other.err]).toEqual([1, expect.stringContaining('name one that leaked')]);
    expect((await run('try', id, 'STRIPE_KEY', '--version', '2')).code).toBe(2);
    issuer.close();
  });
});
