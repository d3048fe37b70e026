import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resolve } from './resolution';

const candidates = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('A', 'B', 'a', 'LONG_NAME'),
    depth: fc.integer({ min: 0, max: 3 }),
  }),
  { selector: ({ name, depth }) => `${name} ${depth}` },
);

it('gives each name to the narrowest scope that has it, and hides the rest in order', () => {
  fc.assert(
    fc.property(candidates, (all) => {
      const resolved = resolve(all);
      expect(resolved.map(({ wins }) => wins.name)).toEqual(
        [...new Set(all.map((one) => one.name))].sort(),
      );
      for (const { wins, shadowed } of resolved) {
        const depths = [wins, ...shadowed].map((one) => one.depth);
        expect(depths).toEqual([...depths].sort((one, other) => other - one));
        expect(depths).toHaveLength(all.filter((one) => one.name === wins.name).length);
      }
    }),
  );
});

it('tells names apart that differ in case, as environments do', () => {
  const found = resolve([
    { name: 'TOKEN', depth: 0 },
    { name: 'token', depth: 3 },
  ]);
  expect(found.map(({ wins }) => wins.name)).toEqual(['TOKEN', 'token']);
});
