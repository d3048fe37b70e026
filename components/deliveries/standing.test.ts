import { expect, it } from 'vitest';
import type { Worker } from '@/lib/contracts/worker';
import { failureOf, restartOf, standingOf } from './standing';

const CHANGE = { name: 'OWN', how: 'changed', cause: 'organization', from: 1, to: 2 } as const;

function workerWith(more: Partial<Worker>): Worker {
  const state = { restart: 'platform', state: 'running', presence: 'alive', brief: null } as const;
  const facts = { exitCode: null, signal: null, restartFailed: null, asked: null, changes: [] };
  return { ...state, ...facts, ...more } as unknown as Worker;
}

it('a restart that failed is told as such, with what the worker runs, and is not under way', () => {
  const worker = workerWith({
    state: 'restarting',
    restartFailed: 'missing_value',
    changes: [CHANGE],
  });
  expect(standingOf(worker)).toBe('failed');
  expect(restartOf(worker)).toBe('failed');
  expect(failureOf(worker)).toBe('could not restart (missing_value), and runs what it held');
});

it('a worker that ended as it came back is told to have ended so, with how', () => {
  const ended = { state: 'ended', presence: 'ended', restartFailed: 'ended' } as const;
  expect(standingOf(workerWith(ended))).toBe('failed');
  expect(failureOf(workerWith({ ...ended, exitCode: 1 }))).toBe(
    'ended with 1 as it came back from a restart (ended)',
  );
  expect(failureOf(workerWith({ ...ended, signal: 'SIGKILL' }))).toContain('ended by SIGKILL as');
});

it('a worker that fails its health command is unhealthy, and one that is not heard unknown', () => {
  expect(standingOf(workerWith({ state: 'unhealthy' }))).toBe('unhealthy');
  expect(failureOf(workerWith({ state: 'unhealthy' }))).toBeNull();
  expect(standingOf(workerWith({ presence: 'unknown', restartFailed: 'missing_value' }))).toBe(
    'unknown',
  );
});
