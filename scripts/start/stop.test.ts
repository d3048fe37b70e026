import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { isRunning } from '@/lib/testing/is-running';

const HERE = JSON.stringify(import.meta.dirname);

/** A process that runs `body` after it has begun to listen for signals. */
function startStub(body: string): ChildProcess {
  const script = `
    const { runChild } = await import(${HERE} + '/child.mjs');
    const { onStop, stopOnSignals } = await import(${HERE} + '/stop.mjs');
    stopOnSignals();
    ${body}`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output');
  const [line] = await once(createInterface(child.stdout), 'line');
  return String(line);
}

/** A shell and its own child, neither of which heeds SIGTERM, as `npm ci` does not. */
const STUBBORN = `
  void runChild('sh', ['-c', 'trap "" TERM; sleep 600 & echo $$ $!; wait']);
  setInterval(() => {}, 1000);`;

describe('a stop', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('by %s ends a step that ignores it, with all its processes', async (signal, code) => {
    const stub = startStub(STUBBORN);
    const pids = (await firstLine(stub)).split(' ').map(Number);
    const begun = performance.now();
    stub.kill(signal);
    const [exitCode] = await once(stub, 'exit');
    expect(exitCode).toBe(code);
    expect(performance.now() - begun).toBeLessThan(10_000);
    await expect.poll(() => pids.filter(isRunning)).toEqual([]);
  });

  it('of a serving console is a success', async () => {
    const stub = startStub(`
      onStop(async () => console.log('closed'));
      console.log('serving');
      setInterval(() => {}, 1000);`);
    await firstLine(stub);
    stub.kill('SIGTERM');
    expect((await once(stub, 'exit'))[0]).toBe(0);
  });

  it('takes one Ctrl-C that arrives twice, from the terminal and from npm, for one', async () => {
    const stub = startStub(`
      onStop(() => new Promise((resolve) => setTimeout(resolve, 300)));
      console.log('serving');
      setInterval(() => {}, 1000);`);
    await firstLine(stub);
    stub.kill('SIGINT');
    stub.kill('SIGINT');
    expect((await once(stub, 'exit'))[0]).toBe(0);
  });

  it('does not wait for what hangs when Ctrl-C is pressed again', async () => {
    const stub = startStub(`
      onStop(() => new Promise(() => setTimeout(() => console.log('again'), 600)));
      console.log('serving');
      setInterval(() => {}, 1000);`);
    await firstLine(stub);
    const begun = performance.now();
    stub.kill('SIGINT');
    const lines = createInterface(stub.stdout as NonNullable<typeof stub.stdout>);
    lines.on('line', (line) => {
      if (line === 'again') stub.kill('SIGINT');
    });
    expect((await once(stub, 'exit'))[0]).toBe(130);
    expect(performance.now() - begun).toBeLessThan(8_000);
  });

  it('does not wait for ever for what hangs', async () => {
    const stub = startStub(`
      onStop(() => new Promise(() => {}));
      console.log('serving');
      setInterval(() => {}, 1000);`);
    await firstLine(stub);
    const begun = performance.now();
    stub.kill('SIGTERM');
    expect((await once(stub, 'exit'))[0]).toBe(143);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
