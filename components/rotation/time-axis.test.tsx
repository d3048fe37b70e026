import { expect, it } from 'vitest';
import { DAY_MS } from '@/lib/domain/durations';
import { AHEAD_DAYS, BACK_DAYS, drawBar, positionOf, TICKS, TODAY } from './time-axis';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS);

it('puts equal times at equal distances, with today between what was and what comes', () => {
  const at = (days: number) => positionOf(inDays(days), NOW);
  expect([at(-BACK_DAYS), at(0), at(AHEAD_DAYS)]).toEqual([0, TODAY, 100]);
  expect(at(-30) - at(-60)).toBeCloseTo(at(60) - at(30), 10);
  // A leap day, and the hour that clocks skip, are as long as other ones.
  expect(positionOf(new Date('2024-03-01T00:00:00Z'), new Date('2024-03-01T00:00:00Z'))).toBe(
    TODAY,
  );
});

it('draws a bar from birth to due, what is over of it, and from when it was due until today', () => {
  const calm = drawBar(inDays(-61), inDays(29), NOW);
  expect(calm).toMatchObject({ over: null, cutLeft: false, cutRight: false });
  expect(calm.spent).toEqual({ from: calm.whole.from, to: TODAY });
  expect((calm.spent.to - calm.spent.from) / (calm.whole.to - calm.whole.from)).toBeCloseTo(
    61 / 90,
  );
  const late = drawBar(inDays(-100), inDays(-10), NOW);
  expect(late.over).toEqual({ from: late.whole.to, to: TODAY });
  expect(late.spent).toEqual(late.whole);
});

it('keeps a bar on the axis, saying at which end it goes on', () => {
  const long = drawBar(inDays(-400), inDays(300), NOW);
  expect(long).toMatchObject({ whole: { from: 0, to: 100 }, cutLeft: true, cutRight: true });
  const ancient = drawBar(inDays(-900), inDays(-500), NOW);
  expect(ancient.whole).toEqual({ from: 0, to: 0 });
  expect(ancient.over).toEqual({ from: 0, to: TODAY });
  const endless = drawBar(inDays(-30), null, NOW);
  expect(endless.whole.to).toBe(TODAY);
});

it('names places of the axis, of which one is today', () => {
  expect(TICKS.map(({ label }) => label)).toEqual(['120 d ago', '60 d ago', 'today', 'in 60 d']);
  expect(TICKS.every(({ at }) => at > 0 && at < 100)).toBe(true);
});
