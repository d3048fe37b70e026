import { describe, expect, it } from 'vitest';
import { retryAfterSeconds } from './persist';

describe('Retry-After', () => {
  it('is at most a quarter of an hour, in seconds as by a date', () => {
    expect(retryAfterSeconds('7')).toBe(7);
    expect(retryAfterSeconds('999999999')).toBe(900);
    expect(retryAfterSeconds('Fri, 31 Dec 9999 23:59:59 GMT')).toBe(900);
    expect([retryAfterSeconds('soon'), retryAfterSeconds(undefined)]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
