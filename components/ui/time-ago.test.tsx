import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TimeAgo } from './time-ago';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('a time', () => {
  it.each([
    ['2026-11-22T11:59:40.000Z', 'just now'],
    ['2026-11-22T11:45:00.000Z', '15 minutes ago'],
    ['2026-11-19T12:00:00.000Z', '3 days ago'],
    ['2026-11-22T12:00:30.000Z', 'just now'],
  ])('reads %s as %s, with the exact instant beside it', (instant, words) => {
    vi.useFakeTimers({ now: new Date('2026-11-22T12:00:00.000Z') });
    render(<TimeAgo instant={instant} />);
    const time = screen.getByText(words);
    expect(time.tagName).toBe('TIME');
    expect(time.getAttribute('datetime')).toBe(instant);
    expect(time.title).toBe(`${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`);
  });
});
