import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { RUNNER_APP, runnerConsole } from '@/lib/testing/runner-console';
import type { RunnerConsole } from '@/lib/testing/runner-console';

const SHOW = ['--app', RUNNER_APP, '--', 'echo', 'it is up'];

describeDatabase('a server key that nobody has pinned', (open) => {
  let at: RunnerConsole;
  let home: string;
  /** Nothing but a saved profile. */
  let env: Record<string, string>;
  beforeAll(async () => {
    at = await runnerConsole(await open());
    return () => at.close();
  });
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'keystow-trust-'));
    env = { KEYSTOW_URL: '', KEYSTOW_TOKEN: '', KEYSTOW_SERVER_KEY: '', XDG_CONFIG_HOME: home };
    mkdirSync(path.join(home, 'keystow'), { mode: 0o700 });
    save({ url: at.url, token: at.env['KEYSTOW_TOKEN']! });
    return () => rmSync(home, { recursive: true });
  });
  const file = () => path.join(home, 'keystow/profile.json');
  const save = (profile: object) => writeFileSync(file(), JSON.stringify(profile), { mode: 0o600 });
  const saved = () => JSON.parse(readFileSync(file(), 'utf8')) as Record<string, string>;

  it('is shown at a terminal and trusted by a yes, once', async () => {
    const first = at.run(SHOW, env, true);
    await first.line(at.env['KEYSTOW_SERVER_KEY']!.slice(0, 20));
    expect(first.printed()).not.toContain('it is up');
    first.process.stdin!.write('y');
    await first.line('it is up');
    expect([await first.ended, saved()]).toEqual([
      0,
      {
        url: at.url,
        token: at.env['KEYSTOW_TOKEN'],
        serverKey: at.env['KEYSTOW_SERVER_KEY'],
      },
    ]);
    const second = at.run(SHOW, env, true);
    await second.line('it is up');
    expect([await second.ended, second.printed()]).toEqual([
      0,
      expect.not.stringContaining('ed25519'),
    ]);
  });

  it.each([
    ['Enter, which is no', '\r'],
    ['Ctrl-C', '\x03'],
  ])('is not trusted by %s: nothing starts and nothing is kept', async (_, typed) => {
    const run = at.run(SHOW, env, true);
    await run.line(at.env['KEYSTOW_SERVER_KEY']!.slice(0, 20));
    run.process.stdin!.write(typed);
    expect([await run.ended, saved()['serverKey']]).toEqual([125, undefined]);
    expect(run.printed()).toContain('The key is not trusted; nothing was done.');
    expect(run.printed()).not.toContain('it is up');
  });

  it('is asked of nobody without a terminal, nor where the environment names the console', async () => {
    const alone = at.run(SHOW, env);
    expect([await alone.ended, alone.printed()]).toEqual([125, '']);
    expect(alone.allTold()).toContain('Set KEYSTOW_SERVER_KEY');
    const named = at.run(SHOW, { KEYSTOW_SERVER_KEY: '', XDG_CONFIG_HOME: home }, true);
    await named.line('Set KEYSTOW_SERVER_KEY');
    expect([await named.ended, existsSync(file())]).toEqual([125, true]);
  });
});
