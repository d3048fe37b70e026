import { expect, it } from 'vitest';
import { changeSpread, OTHERS_MS, PLATFORM_MS } from './change-spread';

const AT = { platform: '1', app: '1', workers: '1', asked: '1' };

it('a report of one worker makes only those ask that wait for their turn', () => {
  const reported = { ...AT, workers: '2' };
  expect(changeSpread(AT, reported, false)).toBeNull();
  expect(changeSpread(AT, reported, true)).toBe(OTHERS_MS);
});

it('what changes a delivery or was asked for is heard by everybody, the platform’s first', () => {
  expect(changeSpread(AT, { ...AT, platform: '2' }, false)).toBe(PLATFORM_MS);
  expect(changeSpread(AT, { ...AT, app: '2' }, false)).toBe(OTHERS_MS);
  expect(changeSpread(AT, { ...AT, asked: '2' }, false)).toBe(OTHERS_MS);
  expect(changeSpread(null, AT, false)).toBe(OTHERS_MS);
});

it('a console that does not tell when somebody asked is asked at each report', () => {
  const old = { platform: '1', app: '1', workers: '1' };
  expect(changeSpread(old, { ...old, workers: '2' }, false)).toBe(OTHERS_MS);
});
