import { expect, it } from 'vitest';
import { DAY_MS } from '@/lib/domain/durations';
import { sampleSecret } from '@/lib/testing/sample-secret';
import { valueAge } from './value-age';

const SINCE = '2026-02-01T12:00:00.000Z';
const inDays = (days: number) => new Date(Date.parse(SINCE) + days * DAY_MS);

it('counts whole days since there is the value, not since a description changed', () => {
  const secret = sampleSecret({ valueSince: SINCE, updatedAt: '2026-03-01T00:00:00.000Z' });
  expect(valueAge(secret, inDays(27.99))).toMatchObject({ days: 27, windowDays: 90 });
  expect(valueAge(secret, inDays(-1))).toMatchObject({ days: 0 });
});

it('is due two weeks before its window ends and over on its last day', () => {
  const secret = sampleSecret({ valueSince: SINCE });
  const tones = [75.9, 76, 89.9, 90].map((days) => valueAge(secret, inDays(days))?.tone);
  expect(tones).toEqual(['calm', 'due', 'due', 'danger']);
});

it('has the window that holds for the secret, or none', () => {
  const of = (fields: Parameters<typeof sampleSecret>[0]) =>
    valueAge(sampleSecret({ valueSince: SINCE, ...fields }), inDays(400));
  expect(of({ windowDays: 30, rotationWindowDays: 60 })?.windowDays).toBe(30);
  expect(of({ windowDays: null })).toEqual({ days: 400, windowDays: null, tone: 'calm' });
  expect(of({ valueSince: null })).toBeNull();
});
