import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { isRunning } from '@/lib/testing/is-running';
import { supervised } from '@/lib/testing/supervised';
import type { Supervised } from '@/lib/testing/supervised';
import { Supervisor } from './supervisor';

/** Says its number, what it was given and each signal; SIGTERM ends it with 7. */
const NODE = [
  process.execPath,
  '-e',
  `for (const s of ['SIGINT', 'SIGHUP', 'SIGUSR2', 'SIGQUIT'])
     process.on(s, () => console.log('got', s));
   process.on('SIGTERM', () => { console.log('got SIGTERM'); process.exitCode = 7; clearInterval(t); });
   const t = setInterval(() => {}, 1000);
   console.log('up ' + process.pid + ' ' + process.argv[1]);`,
];
const PYTHON = [
  'python3',
  '-c',
  `import signal, sys, os
def leave(number, frame):
    print('got', signal.Signals(number).name, flush=True); sys.exit(7)
signal.signal(signal.SIGTERM, leave)
print('up', os.getpid(), sys.argv[1], flush=True)
while True: signal.pause()`,
];
const SHELL = [
  'sh',
  '-c',
  `trap 'echo got SIGTERM; exit 7' TERM; echo up $$ $1; while :; do sleep 1000 & wait $!; done`,
  'sh',
];
const DEAF = [
  'sh',
  '-c',
  `trap '' TERM INT; echo up $$ $1; while :; do sleep 1000 & wait $!; done`,
  'sh',
];
/** As deaf, and alone; says what it does not heed. */
const ALONE = [
  process.execPath,
  '-e',
  `for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => console.log('ignored', s));
   setInterval(() => {}, 1000);
   console.log('up ' + process.pid + ' ' + process.argv[1]);`,
];
/** Starts another that outlives it, and ends at SIGTERM like any shell. */
const FORKS = ['sh', '-c', `sleep 1000 & echo up $! $1; wait`, 'sh'];

const open: Supervised[] = [];
afterEach(() => {
  for (const { process } of open.splice(0)) process.kill('SIGKILL');
});

async function supervise(options: { graceMs?: number; terminal?: boolean } = {}) {
  const made = await supervised(options);
  open.push(made);
  return made;
}

async function started(one: Supervised, argv: readonly string[], name = 'one') {
  one.order({ act: 'start', argv: [...argv, name] });
  return Number((await one.line(` ${name}`)).split(' ')[1]);
}

async function exit({ process }: Supervised) {
  const [code] = process.exitCode === null ? await once(process, 'exit') : [process.exitCode];
  return code as number;
}

describe.each([
  ['node', NODE],
  ['python', PYTHON],
  ['a shell', SHELL],
])('%s under the supervisor', (_, argv) => {
  it('gets SIGTERM that is sent to the runner, and its own code is the runner’s', async () => {
    const one = await supervise();
    const pid = await started(one, argv);
    process.kill(one.pid, 'SIGTERM');
    await one.line('got SIGTERM');
    expect([await one.told('ended'), await exit(one), isRunning(pid)]).toEqual([7, 7, false]);
  });

  it('is replaced by another, and the run goes on', async () => {
    const one = await supervise();
    const pid = await started(one, argv);
    one.order({ act: 'replace', argv: [...argv, 'two'] });
    await one.line('got SIGTERM');
    const next = Number((await one.line(' two')).split(' ')[1]);
    expect([await one.told('replace'), await one.told('disposed')]).toEqual([next, 'one']);
    expect([isRunning(pid), isRunning(next)]).toEqual([false, true]);
    process.kill(one.pid, 'SIGTERM');
    expect(await exit(one)).toBe(7);
    expect(one.printed().match(/got SIGTERM/g)).toHaveLength(2);
  });
});

describe('the exit code of a run', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'keystow-exit-'));
  const plain = path.join(folder, 'plain');
  writeFileSync(plain, 'not a program');
  chmodSync(plain, 0o600);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['of its child', ['sh', '-c', 'exit 42'], 42],
    ['0 where the child ends well', ['true'], 0],
    ['128 and the signal that ended it', ['sh', '-c', 'kill -KILL $$'], 137],
    ['126 for what cannot be executed', [plain], 126],
    ['127 for what is not there', ['keystow-has-no-such-command'], 127],
  ])('is that %s', async (_, argv, code) => {
    const one = await supervise();
    one.order({ act: 'start', argv });
    expect([await one.told('ended'), await exit(one)]).toEqual([code, code]);
  });
});

describe('without a terminal', () => {
  it('every signal is forwarded, SIGINT too', async () => {
    const one = await supervise();
    await started(one, NODE);
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGUSR2', 'SIGQUIT'] as const) {
      process.kill(one.pid, signal);
      await one.line(`got ${signal}`);
    }
    process.kill(one.pid, 'SIGTERM');
    expect(await exit(one)).toBe(7);
  });

  it('a child that ignores SIGTERM is killed after the grace, at stop and at restart', async () => {
    const one = await supervise({ graceMs: 300 });
    const first = await started(one, DEAF);
    one.order({ act: 'replace', argv: [...DEAF, 'two'] });
    const second = Number((await one.line(' two')).split(' ')[1]);
    expect([isRunning(first), isRunning(second)]).toEqual([false, true]);
    process.kill(one.pid, 'SIGTERM');
    expect([await exit(one), isRunning(second)]).toEqual([137, false]);
  });

  it('what a child leaves behind ends with it, at restart and at stop', async () => {
    const one = await supervise();
    const left = await started(one, FORKS);
    one.order({ act: 'replace', argv: [...FORKS, 'two'] });
    const second = Number((await one.line(' two')).split(' ')[1]);
    expect([isRunning(left), isRunning(second)]).toEqual([false, true]);
    process.kill(one.pid, 'SIGTERM');
    expect([await exit(one), isRunning(second)]).toEqual([143, false]);
  });

  it('what a child that ends by itself leaves behind is killed where it ignores SIGTERM', async () => {
    const one = await supervise({ graceMs: 200 });
    const deaf = `trap '' TERM; echo up $$ one; while :; do sleep 1000 & wait $!; done`;
    one.order({ act: 'start', argv: ['sh', '-c', `sh -c "$0" & read go; exit 3`, deaf] });
    const left = Number((await one.line('up ')).split(' ')[1]);
    one.type('go\n');
    expect(await exit(one)).toBe(3);
    expect(isRunning(left)).toBe(false);
  });
});

describe('during a restart', () => {
  it('SIGTERM to the runner ends the run: no other child is started', async () => {
    const one = await supervise({ graceMs: 60_000 });
    const pid = await started(one, ALONE);
    one.order({ act: 'replace', argv: [...NODE, 'two'] });
    await one.line('ignored SIGTERM');
    process.kill(one.pid, 'SIGTERM');
    await one.line('ignored SIGTERM');
    process.kill(pid, 'SIGKILL');
    expect(await exit(one)).toBe(137);
    expect(one.printed()).not.toContain('two');
    expect([await one.told('disposed'), await one.told('disposed')].sort()).toEqual(['one', 'two']);
  });

  it('a child that has ended by itself is not started again', async () => {
    const one = await supervise();
    await started(one, NODE);
    const pid = (await one.told('start')) as number;
    process.kill(pid, 'SIGKILL');
    expect(await one.told('ended')).toBe(137);
    one.order({ act: 'replace', argv: [...NODE, 'two'] });
    expect(await exit(one)).toBe(137);
    expect(one.printed()).not.toContain('two');
  });

  it('a new child that ends at once ends the run with its code', async () => {
    const one = await supervise();
    await started(one, NODE);
    one.order({ act: 'replace', argv: ['sh', '-c', 'exit 9'] });
    expect(await exit(one)).toBe(9);
  });

  it('a command that is gone by then ends the run with 127', async () => {
    const one = await supervise();
    await started(one, NODE);
    one.order({ act: 'replace', argv: ['keystow-has-no-such-command'] });
    expect(await exit(one)).toBe(127);
  });
});

it('files that cannot be removed keep no child from being replaced, and no run from ending', async () => {
  const supervisor = new Supervisor(1000);
  const dispose = () => Promise.reject(new Error('busy'));
  const { env } = process;
  await supervisor.start({ command: 'sleep', args: ['1000'], env, dispose });
  expect(await supervisor.replace({ command: 'true', args: [], env, dispose })).toBeGreaterThan(0);
  expect(await supervisor.ended).toEqual({ exitCode: 0, signal: null });
});

describe('at a terminal', () => {
  it('the child reads from it, and Ctrl-C reaches it once', async () => {
    const one = await supervise({ terminal: true });
    const counts = `import signal, sys
count = 0
def got(n, f):
    global count; count += 1; print('interrupt', count, flush=True)
signal.signal(signal.SIGINT, got)
print('up', flush=True)
for line in sys.stdin: print('read', line.strip(), count, flush=True)`;
    one.order({ act: 'start', argv: ['python3', '-c', counts] });
    await one.line('up');
    one.type('hello\n');
    await one.line('read hello 0');
    one.type('\x03');
    await one.line('interrupt 1');
    one.type('again\n');
    // A second one would have come before what was typed afterwards.
    await one.line('read again 1');
    one.type('\x04');
    expect(await one.told('ended')).toBe(0);
  });

  it('SIGTERM is forwarded, and Ctrl-C during a restart ends the run', async () => {
    const one = await supervise({ terminal: true });
    await started(one, NODE);
    process.kill(one.pid, 'SIGTERM');
    await one.line('got SIGTERM');
    expect(await one.told('ended')).toBe(7);

    const other = await supervise({ terminal: true, graceMs: 60_000 });
    const pid = await started(other, ALONE);
    other.order({ act: 'replace', argv: [...NODE, 'two'] });
    await other.line('ignored SIGTERM');
    other.type('\x03');
    await other.line('ignored SIGINT');
    process.kill(pid, 'SIGKILL');
    expect(await other.told('ended')).toBe(137);
    expect(other.printed()).not.toContain('two');
  });
});
