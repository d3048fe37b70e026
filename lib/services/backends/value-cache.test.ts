import { afterEach, describe, expect, it, vi } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { ValueCache } from './value-cache';

const fetched = (bytes: number) => ({
  value: Plaintext.fromBytes(new Uint8Array(bytes)),
  version: 'v-1',
});

describe('values that were fetched a moment ago', () => {
  afterEach(() => vi.useRealTimers());

  it('are gone after ten seconds though nobody asks, and at once where they are let go of', () => {
    vi.useFakeTimers();
    const cache = new ValueCache();
    cache.set('one', fetched(4), 0);
    cache.set('two', fetched(4), 0);
    cache.delete('two');
    expect(cache.size).toBe(1);
    vi.advanceTimersByTime(10_000);
    expect(cache.size).toBe(0);
  });

  it('are kept for ten seconds, by what they were asked as', () => {
    const cache = new ValueCache();
    const one = fetched(4);
    cache.set('one', one, 1000);
    expect(cache.get('one', 10_999)).toBe(one);
    expect(cache.get('two', 1000)).toBeNull();
    expect(cache.get('one', 11_000)).toBeNull();
  });

  it('are at most 1,000, and at most 4 MiB, the oldest going first', () => {
    const many = new ValueCache();
    for (let index = 0; index <= 1000; index += 1) many.set(`${index}`, fetched(1), 0);
    expect([many.get('0', 1), many.get('1', 1) === null]).toEqual([null, false]);
    const large = new ValueCache();
    for (let index = 0; index <= 64; index += 1) large.set(`${index}`, fetched(64 * 1024), 0);
    expect([large.get('0', 1), large.get('1', 1) === null]).toEqual([null, false]);
  });
});
