import { expect, it } from 'vitest';
import { isOutOfService, REMINDER_ATTEMPTS_MAX, retryAfter } from './reminder';

it('what is not taken is tried after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 24 h, and then given up', () => {
  const waits = Array.from({ length: REMINDER_ATTEMPTS_MAX }, (_, at) => retryAfter(at + 1, 0));
  expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 86_400, null]);
});

it('chance puts an attempt off by a fifth at most, and never brings it forward', () => {
  expect(retryAfter(2, 0)).toBe(300);
  expect(retryAfter(2, 1)).toBe(360);
});

it('only a receiver that is gone, and a secret that does not open, take a webhook out of service', () => {
  expect(['status_410', 'unreadable'].map(isOutOfService)).toEqual([true, true]);
  expect(['status_500', 'timeout', null].map(isOutOfService)).toEqual([false, false, false]);
});
