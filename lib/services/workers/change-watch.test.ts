import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TokenActor } from '@/lib/domain/actor';
import type { Installation } from '../context';
import { ChangeWatch } from './change-watch';

const marks = {
  marks: [{ scopeId: 'app', platform: '1', app: '1', workers: '1', asked: '0' }],
  live: ['tok'],
};
const member = { kind: 'token', id: 'tok' } as TokenActor;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watching(answer: () => Promise<typeof marks>) {
  const $queryRaw = vi.fn(async () => [await answer()]);
  const installation = { database: { prisma: { $queryRaw } } } as unknown as Installation;
  const heard: string[] = [];
  const mayWatch = vi.fn(async () => true);
  const watcher = {
    member,
    scopeId: 'app',
    permission: 'secrets:list',
    mayWatch,
    tell: () => void heard.push('event'),
    stillHere: () => void heard.push('still here'),
    end: () => void heard.push('end'),
  };
  return { watch: new ChangeWatch(installation), watcher, heard, $queryRaw, mayWatch };
}

it('all watchers of a node are served by one question a second, and none asks for nobody', async () => {
  const { watch, watcher, $queryRaw } = watching(async () => marks);
  const close = [];
  for (let at = 0; at < 50; at += 1) close.push(await watch.open(watcher));
  $queryRaw.mockClear();
  await vi.advanceTimersByTimeAsync(10_000);
  expect($queryRaw).toHaveBeenCalledTimes(10);
  for (const one of close) one();
  await vi.advanceTimersByTimeAsync(10_000);
  expect($queryRaw).toHaveBeenCalledTimes(10);
});

it('a quiet stream is kept open every fifteen seconds, until whoever watches may not any more', async () => {
  const { watch, watcher, heard, mayWatch } = watching(async () => marks);
  await watch.open(watcher);
  await vi.advanceTimersByTimeAsync(31_000);
  expect(heard).toEqual(['event', 'still here', 'still here']);
  mayWatch.mockResolvedValue(false);
  await vi.advanceTimersByTimeAsync(16_000);
  expect(heard.at(-1)).toBe('end');
});

it('who may still watch is asked once for all who watch by the same right, and holds up no change', async () => {
  let answer = async () => marks;
  const { watch, watcher, heard, mayWatch } = watching(() => answer());
  for (let at = 0; at < 50; at += 1) await watch.open(watcher);
  mayWatch.mockImplementation(() => new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(16_000);
  expect(mayWatch).toHaveBeenCalledTimes(1);
  answer = async () => ({ ...marks, marks: [{ ...marks.marks[0]!, platform: '2' }] });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(heard.filter((one) => one === 'event')).toHaveLength(100);
});

it('a database that is away leaves streams open, and what changed meanwhile is told after', async () => {
  let answer = async () => marks;
  const { watch, watcher, heard } = watching(() => answer());
  await watch.open(watcher);
  answer = () => Promise.reject(new Error('away'));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(heard).toEqual(['event']);
  answer = async () => ({ ...marks, marks: [{ ...marks.marks[0]!, platform: '2' }] });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(heard).toEqual(['event', 'event']);
});
