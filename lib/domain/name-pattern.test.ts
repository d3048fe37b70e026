import { describe, expect, it } from 'vitest';
import { isNamePattern, isWithinPatterns } from './name-pattern';

describe('name patterns', () => {
  it('allow every name where there are none', () => {
    expect(isWithinPatterns([], 'ANYTHING')).toBe(true);
  });

  it.each([
    ['STRIPE_*', 'STRIPE_KEY', true],
    ['STRIPE_*', 'STRIPE_', true],
    ['STRIPE_*', 'STRIPE', false],
    ['STRIPE_*', 'XSTRIPE_KEY', false],
    ['STRIPE_*', 'stripe_key', false],
    ['DATABASE_URL', 'DATABASE_URL', true],
    ['DATABASE_URL', 'DATABASE_URL_2', false],
    ['*_KEY', 'A_KEY_KEY', true],
    ['*_KEY', 'A_KEY_', false],
    ['A*B*C', 'AxxBxxBxC', true],
    ['A*B*C', 'AxxCxxB', false],
    ['*', 'ANYTHING', true],
    ['A_B', 'AxB', false],
  ])('%s and %s: %s', (pattern, name, within) => {
    expect(isWithinPatterns([pattern], name)).toBe(within);
    expect(isWithinPatterns(['OTHER', pattern], name)).toBe(within);
  });

  it('end quickly however many stars there are', () => {
    expect(isWithinPatterns(['*A'.repeat(60) + 'B'], 'A'.repeat(128))).toBe(false);
  });

  it.each(['', 'A B', '9A', 'A?', 'A.*', 'A%', 'Ä*', 'A\n', 'A'.repeat(129)])(
    'refuse what no name could match: %j',
    (text) => {
      expect(isNamePattern(text)).toBe(false);
    },
  );
});
