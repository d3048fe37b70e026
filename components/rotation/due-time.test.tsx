import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { DAY_MS } from '@/lib/domain/durations';
import { DueTime } from './due-time';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('says days where windows are days, hours within one, and the exact instant on hover', () => {
  vi.useFakeTimers({ now: NOW });
  const words = (away: number) => {
    const { container } = render(<DueTime instant={new Date(NOW + away).toISOString()} />);
    return container.lastElementChild!;
  };
  expect(words(79.9 * DAY_MS).textContent).toBe('in 80 days');
  expect(words(-10.9 * DAY_MS).textContent).toBe('10 days ago');
  expect(words(-DAY_MS).textContent).toBe('1 day ago');
  expect(words(DAY_MS / 2).textContent).toBe('in 12 hours');
  expect(words(80 * DAY_MS).getAttribute('title')).toBe('2026-05-20 12:00:00 UTC');
});
