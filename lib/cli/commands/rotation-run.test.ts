import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { putValue, recordTrial } from '@/lib/testing/rotation-runs';
import { runCli, runCliWith } from '@/lib/testing/run-cli';
import { makeWorker, silence } from '@/lib/testing/workers';
import { readRun } from '@/lib/services/rotation-runs/read-run';

const APP = 'payments.production.billing';

describeDatabase('keystow rotation run', (open) => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest(await open());
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
    await recordTrial(ctx, { id }, 'STRIPE_KEY', 'new', 'works');
    await done('revoke', id, 'STRIPE_KEY');
    await recordTrial(ctx, { id }, 'STRIPE_KEY', 'old', 'refused');
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
});
