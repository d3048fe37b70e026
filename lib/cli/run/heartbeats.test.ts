import { afterEach, expect, it, vi } from 'vitest';
import { Heartbeats } from './heartbeats';

const pauses = vi.hoisted(() => ({ each: (ms: number): void => void ms }));

vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number) => pauses.each(ms),
}));

afterEach(() => vi.restoreAllMocks());

/** How many seconds it waits where a console tells it to speak every so many, at the longest of its spread. */
async function waitsAfter(heartbeatSeconds: number): Promise<number> {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const ended = new AbortController();
  const waited: number[] = [];
  pauses.each = (ms) => {
    waited.push(ms);
    ended.abort();
  };
  const heartbeats = new Heartbeats({
    call: async () => ({ changes: [], restart: 'no', reason: null, heartbeatSeconds }) as never,
    voice: { note: () => undefined, warn: () => undefined },
    child: 'worker',
    say: () => ({ delivery: 'dlv_1', word: { state: 'running' } }),
    hear: () => undefined,
  });
  await heartbeats.run(ended.signal);
  return waited[0]! / 1000;
}

it('a console that errs makes a runner speak every second at most, and every five minutes at least', async () => {
  expect(await waitsAfter(15)).toBe(15);
  expect([await waitsAfter(-1), await waitsAfter(0)]).toEqual([1, 1]);
  expect([await waitsAfter(301), await waitsAfter(Number.MAX_SAFE_INTEGER)]).toEqual([300, 300]);
});
