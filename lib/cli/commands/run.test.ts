import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { WorkerList } from '@/lib/contracts/worker';
import { consoleOverHttp } from '@/lib/testing/console-over-http';
import type { ConsoleOverHttp } from '@/lib/testing/console-over-http';
import { describeDatabase } from '@/lib/testing/database';
import { isRunning } from '@/lib/testing/is-running';
import { makeToken } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { runCli } from '@/lib/testing/run-cli';
import { runWorker } from '@/lib/testing/run-worker';
import type { RunProcess } from '@/lib/testing/run-worker';

/** Prints what it holds as digests: these tests look for values everywhere else. */
const PRINT = `const { createHash } = require('node:crypto');
const of = (v) => v === undefined ? 'none' : createHash('sha256').update(v).digest('hex').slice(0, 16);
const e = process.env;
console.log('up', process.pid, 'platform=' + of(e.SHARED), 'own=' + of(e.OWN), 'token=' + of(e.KEYSTOW_TOKEN));
setInterval(() => {}, 1000);`;
const CHILD = ['--', process.execPath, '-e', PRINT];
const APP = 'payments.production.billing';

const digest = (value: string) => createHash('sha256').update(value).digest('hex').slice(0, 16);
const canary = () => `canary-${randomBytes(16).toString('hex')}`;

describeDatabase('keystow run', (open) => {
  let rest: Rest;
  let console: ConsoleOverHttp;
  let env: Record<string, string>;
  const values: string[] = [];
  const runs: RunProcess[] = [];
  beforeAll(async () => {
    rest = await openRest(await open());
    console = await consoleOverHttp(rest.api);
    const { json } = await rest.send(rest.machine, 'GET', '/server-key');
    env = {
      KEYSTOW_URL: console.url,
      KEYSTOW_TOKEN: rest.machine.token,
      KEYSTOW_SERVER_KEY: json['current'] as string,
    };
    return () => console.goAway();
  });
  beforeEach(async () => {
    await put('/platform', 'SHARED', canary());
    await put(`/apps/${APP}`, 'OWN', canary());
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    for (const { process, ended } of runs.splice(0)) {
      process.kill('SIGTERM');
      await ended;
    }
  });

  async function put(scope: string, key: string, value: string, more: object = {}) {
    values.push(value);
    const body = { key, value, ...more };
    const { status, text } = await rest.send(rest.machine, 'POST', `${scope}/secrets`, { body });
    expect([status < 300, text]).toEqual([true, text]);
    return value;
  }
  const run = (args: readonly string[], more: Record<string, string> = {}, terminal = false) => {
    const made = runWorker(args, { env: { ...env, ...more }, terminal });
    runs.push(made);
    return made;
  };
  const workers = async () => {
    const path = `/apps/${APP}/workers?show=all`;
    return (await rest.send(rest.machine, 'GET', path)).json as unknown as WorkerList;
  };

  it('starts a command with the secrets of an app, without the token, and ends with its code', async () => {
    const [shared, own] = [await put('/platform', 'SHARED', canary()), canary()];
    await put(`/apps/${APP}`, 'OWN', own);
    const one = run(['--app', APP, ...CHILD]);
    const up = await one.line('up ');
    expect(up).toContain(`platform=${digest(shared)} own=${digest(own)} token=none`);
    process.kill(one.process.pid!, 'SIGTERM');
    expect([await one.ended, isRunning(Number(up.split(' ')[1]))]).toEqual([143, false]);
    const { items } = await workers();
    const last = items.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0]!;
    expect(last).toMatchObject({ state: 'ended', signal: 'SIGTERM', presence: 'ended' });

    const code = run([
      '--app',
      APP,
      '--only',
      'OWN',
      '--',
      'sh',
      '-c',
      'test -z "$SHARED" && exit 9',
    ]);
    expect(await code.ended).toBe(9);
    expect(one.allTold() + code.allTold()).toBe('');
  });

  it('restarts it with the new value when a platform secret changes, by itself', async () => {
    const one = run(['--app', APP, ...CHILD]);
    const before = Number((await one.line('up ')).split(' ')[1]);
    const value = await put('/platform', 'SHARED', canary());
    const after = await one.line(`platform=${digest(value)}`);
    expect(isRunning(before)).toBe(false);
    expect(await one.told('Restarting')).toContain('SHARED');
    process.kill(one.process.pid!, 'SIGTERM');
    expect([await one.ended, isRunning(Number(after.split(' ')[1]))]).toEqual([143, false]);
  });

  it('says once that a restart is due for the app’s own secret, and leaves the child alone', async () => {
    const one = run(['--app', APP, ...CHILD]);
    await one.line('up ');
    await put(`/apps/${APP}`, 'OWN', canary());
    expect(await one.told('Restart due')).toContain('OWN changed');
    // The platform's change restarts it, with both.
    const value = await put('/platform', 'SHARED', canary());
    expect(await one.line(`platform=${digest(value)}`)).toContain(`own=${digest(values.at(-2)!)}`);
    expect(one.allTold().match(/Restart due/g)).toHaveLength(1);
  });

  it('with --restart never nothing restarts it, with all everything does', async () => {
    const never = run(['--app', APP, '--restart', 'never', '--json', ...CHILD]);
    const all = run(['--app', APP, '--restart', 'all', '--quiet', ...CHILD]);
    await never.line('up ');
    await all.line('up ');
    const value = await put(`/apps/${APP}`, 'OWN', canary());
    const shared = await put('/platform', 'SHARED', canary());
    await all.line(`platform=${digest(shared)} own=${digest(value)}`);
    await never.told('SHARED');
    const lines = never
      .allTold()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
    expect(new Set(lines.map(({ event }) => event))).toEqual(new Set(['restart_due']));
    expect([never.printed().split('\n').length, all.allTold()]).toEqual([1, '']);
  });

  it('keeps the child while the console is away, says so once, and comes back to it', async () => {
    const one = run(['--app', APP, ...CHILD]);
    const pid = Number((await one.line('up ')).split(' ')[1]);
    await console.goAway();
    const value = await put('/platform', 'SHARED', canary());
    // A heartbeat that finds nobody.
    await one.told('does not answer');
    expect(isRunning(pid)).toBe(true);
    await console.comeBack();
    await one.told('answers again');
    await one.line(`platform=${digest(value)}`);
    expect(one.allTold().match(/does not answer/g)).toHaveLength(1);
  });

  it('waits for a console that is away at first, says so once, and starts when it is there', async () => {
    await console.goAway();
    const one = run(['--app', APP, ...CHILD]);
    await one.told('does not answer yet');
    await console.comeBack();
    await one.line('up ');
    expect(one.allTold().match(/does not answer/g)).toHaveLength(1);
  });

  it('a signal ends the wait for a console that is away', async () => {
    const one = run(['--app', APP, ...CHILD], { KEYSTOW_URL: 'http://127.0.0.1:9' });
    await one.told('does not answer yet');
    process.kill(one.process.pid!, 'SIGTERM');
    expect([await one.ended, one.printed()]).toEqual([143, '']);
  });

  it('keeps the child when its token is revoked, and says so', async () => {
    const token = await makeToken(rest.organization);
    const one = run(['--app', APP, ...CHILD], { KEYSTOW_TOKEN: token });
    const pid = Number((await one.line('up ')).split(' ')[1]);
    const { json } = await rest.send(rest.machine, 'GET', '/tokens?limit=100');
    const [newest] = (json['items'] as { id: string }[]).toSorted((a, b) => (a.id < b.id ? 1 : -1));
    await rest.send(rest.machine, 'DELETE', `/tokens/${newest!.id}`);
    await put('/platform', 'SHARED', canary());
    expect(await one.told('revoked')).toContain('keeps running');
    expect(isRunning(pid)).toBe(true);
  });

  it('a health command that fails after a restart stops there, and one that succeeds lets it go on', async () => {
    const health = ['--max-unavailable', '1', '--health-limit', '0.2', '--health', 'exit 1'];
    const sick = run(['--app', APP, ...health, ...CHILD]);
    await sick.line('up ');
    await put('/platform', 'SHARED', canary());
    await sick.told('not well');
    const well = run(['--app', APP, '--max-unavailable', '1', '--health', 'true', ...CHILD]);
    await well.line('up ');
    const value = await put('/platform', 'SHARED', canary());
    // The sick one tries again; the other waits for it, then goes on when that one is gone.
    await sick.line(`platform=${digest(value)}`);
    process.kill(sick.process.pid!, 'SIGTERM');
    await sick.ended;
    await well.line(`platform=${digest(value)}`);
    expect(well.allTold()).not.toContain('not well');
  });

  it('hands a file over in memory by its path, and takes it away with the child', async () => {
    await put(`/apps/${APP}`, 'TLS_KEY', canary(), { delivery: 'file' });
    const print = `echo "file $TLS_KEY_FILE $(sha256sum < "$TLS_KEY_FILE" | cut -c1-16) $(stat -c %a "$TLS_KEY_FILE") [$TLS_KEY]"; read go`;
    const one = run(['--app', APP, '--', 'sh', '-c', print]);
    const [, file = '', sum, mode, none] = (await one.line('file ')).split(' ');
    expect([sum, mode, none, existsSync(file)]).toEqual([
      digest(values.at(-1)!),
      '600',
      '[]',
      true,
    ]);
    one.process.stdin!.end('\n');
    expect([await one.ended, existsSync(file)]).toEqual([0, false]);
    await rest.send(rest.machine, 'DELETE', `/apps/${APP}/secrets/TLS_KEY`);
  });

  it('runs a brief once with its task, and is refused the second time', async () => {
    const body = { app: APP, title: 'Bill July', task: { month: 7 }, secretRefs: ['OWN'] };
    const { json } = await rest.send(rest.machine, 'POST', '/briefs', { body });
    const token = { KEYSTOW_TOKEN: json['callbackToken'] as string };
    const print = `console.log('up ' + process.env.KEYSTOW_BRIEF + (process.env.SHARED ?? ' no more')); process.exit(process.env.OWN ? 5 : 6)`;
    const args = ['--brief', json['id'] as string, '--', process.execPath, '-e', print];
    const first = run(args, token);
    expect([await first.ended, first.allTold()]).toEqual([5, '']);
    const [, task = '', left = ''] = /^up (\{.*\}) (.*)$/.exec(first.printed()) ?? [];
    expect(JSON.parse(task)).toMatchObject({ title: 'Bill July', task: { month: 7 } });
    expect(left).toBe('no more');
    const second = run(args, token);
    expect([await second.ended, second.printed()]).toEqual([125, '']);
    expect(second.allTold()).toMatch(/^keystow: /);
    const told = await rest.send(rest.machine, 'GET', `/briefs/${json['id'] as string}`);
    expect(told.json).toMatchObject({ status: 'failed', worker: { exitCode: 5 } });
  });

  it.each([
    [['--app', 'no.such.app', '--', 'true'], {}, 125, 'not found'],
    [['--app', APP, '--', 'keystow-has-no-such-command'], {}, 127, 'is not found'],
    [['--app', APP, '--', '/etc/passwd'], {}, 126, 'cannot be executed'],
    [['--', 'true'], {}, 125, '--app or --brief'],
    [['--app', APP], {}, 125, 'what to start'],
    [['--app', APP, '--', ''], {}, 125, 'what to start'],
    [['--app', APP, '--only', 'A-B', '--', 'true'], {}, 125, '--only'],
    [['--app', APP, '--', 'true'], { KEYSTOW_SERVER_KEY: '' }, 125, 'Set KEYSTOW_SERVER_KEY'],
    [['--app', APP, '--', 'true'], { KEYSTOW_SERVER_KEY: 'rsa' }, 125, 'KEYSTOW_SERVER_KEY'],
    [['--app', APP, '--', 'true'], { KEYSTOW_TOKEN: 'kst_wrong' }, 125, 'does not take that token'],
    [
      ['--app', APP, '--', 'true'],
      { KEYSTOW_TOKEN: 'two\nlines' },
      125,
      'KEYSTOW_TOKEN holds no token',
    ],
    [
      ['--app', APP, '--', 'true'],
      { KEYSTOW_SERVER_KEY: `ed25519:${'A'.repeat(43)}` },
      125,
      'pinned server key',
    ],
    [
      ['--app', APP, '--wait', '0', '--', 'true'],
      { KEYSTOW_URL: 'http://127.0.0.1:9' },
      125,
      'does not answer',
    ],
  ])('answers %j with %j by code %i and the reason', async (args, more, code, reason) => {
    for (const [name, text] of Object.entries({ ...env, ...more })) vi.stubEnv(name, text);
    const said = await runCli('run', ...args);
    expect([said.code, said.out]).toEqual([code, '']);
    expect(said.err).toMatch(/^keystow: /);
    expect(said.err.toLowerCase()).toContain(reason.toLowerCase());
  });

  it('says of a glob that nothing has such a name', async () => {
    const one = run(['--app', APP, '--only', 'OWN*,NOTHING_*', '--', 'true']);
    expect(await one.ended).toBe(0);
    expect(one.allTold()).toMatch(/^keystow: --only NOTHING_\*: there is nothing[^\n]*$/);
  });

  it('no answer, log line or message of a runner ever held a value', () => {
    const everything = Buffer.concat([...console.answered, Buffer.from(rest.lines.join('\n'))]);
    expect(console.answered.length).toBeGreaterThan(50);
    for (const value of values) {
      for (const spelling of ['utf8', 'base64', 'base64url', 'hex'] as const) {
        const bytes = Buffer.from(Buffer.from(value).toString(spelling).replace(/=+$/, ''));
        expect(everything.includes(bytes)).toBe(false);
      }
    }
  });
});
