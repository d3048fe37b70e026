import { beforeEach, expect, it } from 'vitest';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { createToken } from '@/lib/services/tokens/create-token';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf } from '@/lib/testing/installation';
import { isRunning } from '@/lib/testing/is-running';
import { makeMember } from '@/lib/testing/organization';
import { RUNNER_APP, runnerConsole } from '@/lib/testing/runner-console';
import type { RunnerConsole } from '@/lib/testing/runner-console';
import type { RunProcess } from '@/lib/testing/run-worker';

const CHILD = ['--', 'sh', '-c', 'echo "up $$ [$SHARED] [$NEEDED]"; exec sleep 1000'];

describeDatabase('a runner whose rights or scope change while its program runs', (open) => {
  let at: RunnerConsole;
  let app: ScopeSummary;
  beforeEach(async () => {
    at = await runnerConsole(await open());
    await share('first');
    const { json } = await at.send('GET', '/scopes');
    app = (json['items'] as ScopeSummary[]).find(({ path }) => path === RUNNER_APP)!;
    return () => at.close();
  });
  const share = (value: string) => at.send('POST', '/platform/secrets', { key: 'SHARED', value });
  const up = async (run: RunProcess) => Number((await run.line('up ')).split(' ')[1]);
  /** A machine token for the app alone, made by somebody who is an admin there. */
  const appToken = async () => {
    const ada = await makeMember(at.rest.organization, 'ada', 'admin', app);
    const scope = { kind: app.kind, id: app.id };
    const wanted = { name: 'app', permissions: ['deliveries:create' as const], scope };
    const { token } = await createToken(contextOf(at.rest.installation, ada), wanted);
    return { token, maker: ada.id };
  };

  it('goes on restarting when the maker of its token loses the role: the token has its own rights', async () => {
    const { token, maker } = await appToken();
    const run = at.run(['--app', RUNNER_APP, ...CHILD], { KEYSTOW_TOKEN: token });
    await up(run);
    await at.sql('DELETE FROM scope_grant WHERE user_id = $1', maker);
    await share('second');
    await run.line('[second]');
  });

  it('keeps the program and says which right is missing, and restarts when it is back', async () => {
    const { token } = await appToken();
    const run = at.run(['--app', RUNNER_APP, '--max-unavailable', '1', ...CHILD], {
      KEYSTOW_TOKEN: token,
    });
    const pid = await up(run);
    const { rest } = at;
    const rights = (permissions: string[]) =>
      rest.installation.database.prisma.token.updateMany({
        where: { name: 'app' },
        data: { permissions },
      });
    await rights(['secrets:list']);
    await share('second');
    const told = await run.told('Not restarted, sh keeps running');
    expect(told).toContain(`deliveries:create on ${RUNNER_APP}`);
    expect(isRunning(pid)).toBe(true);
    await rights(['deliveries:create']);
    await run.line('[second]');
  });

  it('keeps the program and names what is missing now, and restarts when it is there', async () => {
    const run = at.run(['--app', RUNNER_APP, ...CHILD]);
    const pid = await up(run);
    const path = `/apps/${RUNNER_APP}/requirements`;
    await at.send('PUT', path, { requirements: [{ key: 'NEEDED' }] });
    await share('second');
    expect(await run.told('Not restarted, sh keeps running')).toContain('cannot be delivered');
    expect(isRunning(pid)).toBe(true);
    await at.put('NEEDED', 'here');
    await run.line('[second] [here]');
  });

  it.each([
    // A heartbeat or the restart that the change asks for meets the dead token first.
    ['its app is deleted', /token has expired or was revoked|does not take that token/, true],
    [
      'its app is deleted under a token of more',
      /Not restarted, sh keeps running: That app was not found/,
      false,
    ],
  ])('keeps the program when %s, and says why', async (_, why, ofApp) => {
    const token = ofApp ? (await appToken()).token : at.rest.machine.token;
    const run = at.run(['--app', RUNNER_APP, ...CHILD], { KEYSTOW_TOKEN: token });
    const pid = await up(run);
    const gone = await at.send('DELETE', `/scopes/${app.id}?confirm=${RUNNER_APP}`);
    expect(gone.status).toBeLessThan(300);
    expect(await run.told('keeps running')).toMatch(why);
    expect(isRunning(pid)).toBe(true);
    process.kill(run.process.pid!, 'SIGTERM');
    expect([await run.ended, isRunning(pid)]).toEqual([143, false]);
  });
});
