import { expect, it } from 'vitest';
import { readAliasTarget } from './alias-target';
import { newUuid, toTypeId } from './ids';

it('an alias names its target by id, by name, or by the path of a scope and a name', () => {
  const id = newUuid();
  expect(readAliasTarget(toTypeId('secret', id))).toEqual({ id });
  expect(readAliasTarget('STRIPE_KEY')).toEqual({ name: 'STRIPE_KEY' });
  const path = 'payments.production';
  expect(readAliasTarget(`${path}/STRIPE_KEY`)).toEqual({ path, name: 'STRIPE_KEY' });
  expect(readAliasTarget('_platform/A')).toEqual({ path: '_platform', name: 'A' });
});

it.each(['', '/', '/A', 'a/', 'a b', 'a/b c', '${A}', '../A/', 'a/-', 'sec-1'])(
  'anything else names nothing: %j',
  (text) => {
    expect(() => readAliasTarget(text)).toThrow(/Name a secret of this scope/);
  },
);
