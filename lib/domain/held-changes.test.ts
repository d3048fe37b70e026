import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heldChanges, restartsItself } from './held-changes';
import type { Held } from './held-changes';

const platform = { form: 'env', scopeKind: 'organization' } as const;
const app = { form: 'env', scopeKind: 'app' } as const;

describe('what a process holds against what it would be handed', () => {
  it('is nothing where both are the same, in whatever order', () => {
    const held: Held[] = [
      { name: 'A', sourceId: 'a', version: 1, ...app },
      { name: 'B', sourceId: 'b', version: 4, ...platform },
    ];
    expect(heldChanges(held, [...held].reverse())).toEqual([]);
  });

  it('names a new version, a new name and one that is gone, with the scope that caused it', () => {
    const held: Held[] = [
      { name: 'GONE', sourceId: 'g', version: 2, ...app },
      { name: 'TOKEN', sourceId: 't', version: 1, ...platform },
    ];
    const now: Held[] = [
      { name: 'TOKEN', sourceId: 't', version: 2, ...platform },
      { name: 'ADDED', sourceId: 'n', version: 1, ...app },
    ];
    expect(heldChanges(held, now)).toEqual([
      { name: 'ADDED', how: 'new', cause: 'app', from: null, to: 1 },
      { name: 'GONE', how: 'gone', cause: 'app', from: 2, to: null },
      { name: 'TOKEN', how: 'changed', cause: 'organization', from: 1, to: 2 },
    ]);
  });

  it('takes a name that another secret wins now for changed, though the version is the same', () => {
    const held: Held[] = [{ name: 'A', sourceId: 'wide', version: 1, ...platform }];
    const now: Held[] = [{ name: 'A', sourceId: 'narrow', version: 1, ...app }];
    expect(heldChanges(held, now)).toMatchObject([{ name: 'A', how: 'changed', cause: 'app' }]);
  });

  it('takes a value that is delivered as a file now for changed', () => {
    const held: Held[] = [{ name: 'A', sourceId: 'a', version: 1, ...app }];
    expect(heldChanges(held, [{ ...held[0]!, form: 'file' }])).toHaveLength(1);
  });

  it('tells a platform secret within an integration by the name of the integration', () => {
    const of = (version: number): Held[] => [
      { name: 'INTEGRATION_CHAT', sourceId: 'chat', version: 3, ...app },
      { name: 'INTEGRATION_CHAT', sourceId: 'token', version, ...platform },
    ];
    expect(heldChanges(of(1), of(2))).toEqual([
      { name: 'INTEGRATION_CHAT', how: 'changed', cause: 'organization', from: 1, to: 2 },
    ]);
  });

  it('is empty exactly when the two sets are equal', () => {
    const one = fc.record({
      name: fc.constantFrom('A', 'B', 'C'),
      sourceId: fc.constantFrom('x', 'y'),
      version: fc.integer({ min: 1, max: 2 }),
      form: fc.constantFrom('env', 'file'),
      scopeKind: fc.constantFrom('organization' as const, 'app' as const),
    });
    const keyOf = (held: Held) => [held.name, held.sourceId, held.version, held.form].join();
    const list = fc.uniqueArray(one, { selector: keyOf });
    fc.assert(
      fc.property(list, list, (held, now) => {
        const [mine, theirs] = [held.map(keyOf).sort(), now.map(keyOf).sort()];
        expect(heldChanges(held, now).length === 0).toBe(mine.join(' ') === theirs.join(' '));
      }),
    );
  });
});

describe('a restart by itself', () => {
  const of = (cause: 'organization' | 'team') =>
    [{ name: 'A', how: 'changed', cause, from: 1, to: 2 }] as const;

  it.each([
    ['platform', 'organization', true],
    ['platform', 'team', false],
    ['all', 'team', true],
    ['never', 'organization', false],
  ] as const)('with the rule %s after a change of the %s: %s', (rule, cause, expected) => {
    expect(restartsItself(rule, of(cause))).toBe(expected);
  });
});
