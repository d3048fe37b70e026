import { describe, expect, it } from 'vitest';
import { dueAfter, statusOf } from './rotation';
import { effectiveWindow, isLooser, SECRET_DEPTH, windowState } from './rotation-window';
import type { WindowLimit } from './rotation-window';

const NOW = new Date('2026-06-01T12:00:00Z');
const HOUR = 3_600_000;
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR);

const limit = (given: Partial<WindowLimit>): WindowLimit => ({
  id: 'w',
  days: 30,
  depth: 1,
  general: false,
  looser: false,
  setAt: ago(10),
  signedAt: null,
  endsAt: null,
  endedAt: null,
  ...given,
});
const looser = (given: Partial<WindowLimit>) =>
  limit({ looser: true, days: 120, signedAt: ago(1), endsAt: ago(-1), ...given });

const daysOf = (
  limits: readonly WindowLimit[],
  { typeDays = 90, ownDays = null }: { typeDays?: number | null; ownDays?: number | null } = {},
) => effectiveWindow({ typeDays, ownDays, limits }, NOW)?.days ?? null;

describe('how old a secret may get', () => {
  it('is what its type says, and nothing limits a type without a window', () => {
    expect(effectiveWindow({ typeDays: 90, ownDays: null, limits: [] }, NOW)).toEqual({
      days: 90,
      by: 'type',
    });
    expect(daysOf([], { typeDays: null })).toBe(null);
  });

  it('is the strictest of what applies, wherever it was set', () => {
    expect(daysOf([limit({ days: 60 }), limit({ days: 45, depth: 4 })])).toBe(45);
    expect(daysOf([limit({ days: 200 })])).toBe(90);
    expect(daysOf([limit({ days: 60 })], { ownDays: 7 })).toBe(7);
    expect(daysOf([], { ownDays: 400 })).toBe(90);
    expect(daysOf([limit({ id: 'a', days: 60 })], { ownDays: 61 })).toBe(60);
  });

  it('is longer by a looser window only once that is signed, and until it ends', () => {
    expect(daysOf([looser({ signedAt: null })])).toBe(90);
    expect(daysOf([looser({})])).toBe(120);
    expect(daysOf([looser({ endsAt: NOW })])).toBe(90);
    expect(daysOf([looser({ endedAt: ago(1) })])).toBe(90);
  });

  it('is what a stricter policy says that was made after the looser one', () => {
    const before = limit({ days: 30, setAt: ago(20) });
    const after = limit({ days: 30, setAt: ago(5) });
    expect(daysOf([before, looser({ setAt: ago(10) })])).toBe(120);
    expect(daysOf([after, looser({ setAt: ago(10) })])).toBe(30);
    // It was asked for before, and signed after: what was made between counts.
    expect(daysOf([after, looser({ setAt: ago(10), signedAt: ago(1) })])).toBe(30);
  });

  it('is not lifted from a narrower place by a looser window above it', () => {
    const app = limit({ days: 30, depth: 4, setAt: ago(20) });
    expect(daysOf([app, looser({ depth: 2 })])).toBe(30);
    expect(daysOf([app, looser({ depth: 4 })])).toBe(120);
    expect(daysOf([app, looser({ depth: SECRET_DEPTH })])).toBe(120);
  });

  it('is what its type and its windows say, whatever is allowed for every type', () => {
    const every = looser({ general: true, days: 1000, depth: 4 });
    expect(daysOf([every])).toBe(90);
    expect(daysOf([limit({ days: 30, setAt: ago(20) }), every])).toBe(30);
    expect(daysOf([limit({ days: 30, setAt: ago(20), general: true }), every])).toBe(90);
  });

  it('is what the secret says itself, whatever looser windows there are', () => {
    expect(daysOf([looser({ depth: SECRET_DEPTH })], { ownDays: 20 })).toBe(20);
  });

  it('follows the later of two looser windows of one place', () => {
    const first = looser({ days: 120, setAt: ago(10) });
    expect(daysOf([first, looser({ days: 200, setAt: ago(5) })])).toBe(200);
    expect(daysOf([first, looser({ days: 200, setAt: ago(5), depth: 4 })])).toBe(200);
    expect(daysOf([looser({ days: 200, setAt: ago(20) }), first])).toBe(120);
  });

  it('names the window that it comes from', () => {
    const limits = [limit({ id: 'a', days: 60 }), limit({ id: 'b', days: 40 })];
    expect(effectiveWindow({ typeDays: 90, ownDays: null, limits }, NOW)).toEqual({
      days: 40,
      by: 'window',
      window: 'b',
    });
  });
});

describe('a window', () => {
  it('is looser when it lets things get older than what holds, and not where nothing does', () => {
    expect(isLooser(91, { days: 90, by: 'type' })).toBe(true);
    expect(isLooser(90, { days: 90, by: 'type' })).toBe(false);
    expect(isLooser(3650, null)).toBe(false);
  });

  it('is asked for until it is signed, holds until it ends, and is over by itself', () => {
    expect(windowState(limit({}), NOW)).toBe('holds');
    expect(windowState(looser({ signedAt: null }), NOW)).toBe('asked');
    expect(windowState(looser({}), NOW)).toBe('holds');
    expect(windowState(looser({ endsAt: NOW }), NOW)).toBe('over');
    expect(windowState(looser({ signedAt: null, endsAt: ago(1) }), NOW)).toBe('over');
    expect(windowState(looser({ endedAt: ago(1) }), NOW)).toBe('ended');
  });
});

describe('what is due', () => {
  it('is so after days of 24 hours: leap days and clock changes move nothing', () => {
    const due = (since: string, days: number) => dueAfter(new Date(since), days).toISOString();
    expect(due('2028-02-01T00:00:00Z', 29)).toBe('2028-03-01T00:00:00.000Z');
    expect(due('2027-02-01T00:00:00Z', 29)).toBe('2027-03-02T00:00:00.000Z');
    expect(due('2026-03-28T12:00:00+01:00', 1)).toBe('2026-03-29T11:00:00.000Z');
  });

  it('changes its status at the instant, whether the clock goes on, back or far ahead', () => {
    const since = new Date('2026-01-01T00:00:00Z');
    const at = (instant: string, snoozed = false) =>
      statusOf(dueAfter(since, 90), snoozed, new Date(instant));
    expect(at('2026-04-01T00:00:00.000Z')).toBe('overdue');
    expect(at('2026-03-31T23:59:59.999Z')).toBe('due');
    expect(at('2026-03-18T00:00:00.000Z')).toBe('due');
    expect(at('2026-03-17T23:59:59.999Z')).toBe('upcoming');
    expect(at('2026-01-01T00:00:00.000Z')).toBe('upcoming');
    // A clock that was set back, before the value was made, and one that jumped a decade.
    expect(at('2025-12-31T23:59:59.999Z')).toBe('fine');
    expect(at('2036-01-01T00:00:00.000Z')).toBe('overdue');
    expect(at('2036-01-01T00:00:00.000Z', true)).toBe('snoozed');
    expect(statusOf(null, true, NOW)).toBe('unlimited');
  });
});
