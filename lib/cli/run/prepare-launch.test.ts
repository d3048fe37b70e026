import { beforeAll, expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { RUNNER_APP, runnerConsole } from '@/lib/testing/runner-console';
import type { RunnerConsole } from '@/lib/testing/runner-console';

const SHOW = ['--', 'sh', '-c', 'echo "up [$KEY] [$WIDE] [$NEEDED]"'];

describeDatabase('what a run is started with', (open) => {
  let at: RunnerConsole;
  beforeAll(async () => {
    at = await runnerConsole(await open());
    await at.put('KEY', 'old');
    await at.put('KEY', 'new');
    await at.put('WIDE', 'wide');
    await at.sql(
      `UPDATE secret SET staged_version = 2, current_version = 1, previous_version = NULL WHERE name = 'KEY'`,
    );
    return () => at.close();
  });
  const show = async (...options: string[]) => {
    const run = at.run(['--app', RUNNER_APP, ...options, ...SHOW]);
    return { code: await run.ended, out: run.printed(), err: run.allTold() };
  };

  it('with --stage it has staged versions where there are any, without it none', async () => {
    expect(await show()).toEqual({ code: 0, out: 'up [old] [wide] []', err: '' });
    expect(await show('--stage')).toEqual({ code: 0, out: 'up [new] [wide] []', err: '' });
    const receipts = await at.send('GET', `/apps/${RUNNER_APP}/workers?show=all`);
    const items = receipts.json['items'] as { id: string; staged: boolean }[];
    expect(items.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ staged }) => staged)).toEqual([
      false,
      true,
    ]);
  });

  it('what is required and missing starts nothing, and with --partial is left out and named', async () => {
    const path = `/apps/${RUNNER_APP}/requirements`;
    await at.send('PUT', path, { requirements: [{ key: 'NEEDED' }] });
    const whole = await show();
    expect([whole.code, whole.out]).toEqual([125, '']);
    expect(whole.err).toMatch(/^keystow: NEEDED is needed, and neither /m);
    expect(await show('--partial')).toEqual({
      code: 0,
      out: 'up [old] [wide] []',
      err: 'keystow: Not delivered, as --partial allows: NEEDED.',
    });
    const told = await show('--partial', '--json', '--quiet');
    expect(JSON.parse(told.err)).toMatchObject({ event: 'left_out', names: ['NEEDED'] });
    await at.send('PUT', path, { requirements: [] });
  });

  it('a brief is never begun in part', async () => {
    const body = { app: RUNNER_APP, title: 'Bill', task: {}, secretRefs: ['KEY', 'NEEDED'] };
    const { json } = await at.send('POST', '/briefs', body);
    const token = { KEYSTOW_TOKEN: String(json['callbackToken']) };
    const run = at.run(['--brief', String(json['id']), '--partial', ...SHOW], token);
    expect([await run.ended, run.printed()]).toEqual([125, '']);
    expect(run.allTold()).toContain('NEEDED');
  });
});
