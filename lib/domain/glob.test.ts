import { expect, it } from 'vitest';
import { matchesGlob } from './glob';

it.each([
  ['STRIPE_*', 'STRIPE_KEY', true],
  ['STRIPE_*', 'STRIPE_', true],
  ['*_KEY', 'STRIPE_KEY_2', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a.c', 'abc', false],
  ['**', '', true],
  ['', 'a', false],
])('%s stands for %s: %s', (glob, text, stands) => {
  expect(matchesGlob(glob, text)).toBe(stands);
});

it('takes no more steps than the product of the lengths, however many stars there are', () => {
  let steps = 0;
  const text = new Proxy(new String('a'.repeat(1024)), {
    get: (target, name) => {
      if (typeof name === 'string' && /^\d+$/.test(name)) steps += 1;
      return Reflect.get(target, name, target) as unknown;
    },
  }) as unknown as string;
  expect(matchesGlob(`${'*a'.repeat(8)}b`, text)).toBe(false);
  expect(steps).toBeLessThan(2 * 1024 * 17);
});
