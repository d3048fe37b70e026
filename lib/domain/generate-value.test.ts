import { describe, expect, it, vi } from 'vitest';
import { GENERATOR_PRESETS, generateValue } from './generate-value';

describe('generated values', () => {
  it.each([
    ['jwt_key', /^[A-Za-z0-9_-]{86}$/],
    ['encryption_key', /^[0-9a-f]{64}$/],
    ['webhook_secret', /^whsec_[A-Za-z0-9+/]{43}=$/],
    ['password', /^[A-HJ-NP-Za-km-z2-9]{24}$/],
    ['passphrase', /^[a-z]+(-[a-z]+){6}$/],
  ] as const)('have the shape of their preset: %s', async (preset, shape) => {
    expect(await generateValue(preset)).toMatch(shape);
  });

  it('are never the same twice', async () => {
    for (const preset of GENERATOR_PRESETS) {
      const drawn = await Promise.all(Array.from({ length: 50 }, () => generateValue(preset)));
      expect(new Set(drawn).size, preset).toBe(50);
    }
  });

  it('favour no letter: a draw beyond the last whole multiple is thrown away', async () => {
    const real = crypto.getRandomValues.bind(crypto);
    let calls = 0;
    const spy = vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
      calls += 1;
      if (calls > 3) return real(array);
      (array as unknown as Uint32Array).fill(2 ** 32 - 1);
      return array;
    });
    expect(await generateValue('password')).toHaveLength(24);
    expect(calls).toBe(27);
    spy.mockRestore();
  });
});
