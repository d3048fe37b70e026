import { expect, it } from 'vitest';
import { durationWords, rateOf, withLook, type Look } from './re-encryption-rate';

it('tells rate and time left from successive looks', () => {
  const looks: Look[] = [
    { at: 1000, remaining: 1000 },
    { at: 3000, remaining: 600 },
  ];
  expect(rateOf(looks)).toEqual({ perSecond: 200, secondsLeft: 3 });
});

it('tells none from one look, or while nothing moves', () => {
  expect(rateOf([])).toBeNull();
  expect(rateOf([{ at: 1, remaining: 9 }])).toBeNull();
  expect(
    rateOf([
      { at: 1, remaining: 9 },
      { at: 2, remaining: 9 },
    ]),
  ).toBeNull();
});

it('keeps the last looks, and each of them once', () => {
  let looks: readonly Look[] = [];
  for (let at = 0; at < 20; at += 1) looks = withLook(looks, { at, remaining: 20 - at });
  expect(looks).toHaveLength(8);
  expect(looks.at(-1)?.at).toBe(19);
  expect(withLook(looks, { at: 19, remaining: 1 })).toBe(looks);
});

it('is no more exact than it is known', () => {
  expect([0, 40, 200, 7200].map(durationWords)).toEqual([
    'about 1 s',
    'about 40 s',
    'about 3 min',
    'about 2 h',
  ]);
});
