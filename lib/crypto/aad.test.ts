import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { checkAad, configurationAad, dataKeyAad, rootKeyAad, valueAad, type Aad } from './aad';
import { PURPOSE, keyIdOfUuid, open, seal } from './envelope';
import { OpenError } from './open-error';

const key = { id: keyIdOfUuid(newUuid()), bytes: randomBytes(32) };
const secret = Plaintext.fromText('bound');

const value = {
  installationId: newUuid(),
  organizationId: newUuid(),
  scopeId: newUuid(),
  secretId: newUuid(),
  version: 3,
  name: 'API_KEY',
  format: 'utf8' as const,
};
const dataKey = {
  installationId: newUuid(),
  ownerId: newUuid(),
  keyId: newUuid(),
  ringPurpose: 'value',
  rootId: newUuid(),
};
const rootKey = {
  installationId: newUuid(),
  rootId: newUuid(),
  masterFingerprint: 'mk_0011223344556677',
};
const check = { installationId: newUuid(), rootId: newUuid() };
const configuration = {
  installationId: newUuid(),
  table: 'integration',
  row: newUuid(),
  column: 'secret',
};

/** Every field of a tuple with something else of its kind in its place. */
function changes<T extends object>(fields: T, others: { [K in keyof T]: T[K] }): [string, T][] {
  return Object.keys(fields).map((name) => [name, { ...fields, [name]: others[name as keyof T] }]);
}

function expectBound(here: Aad, elsewhere: Aad): void {
  const sealed = seal(key, PURPOSE.configuration, here, secret);
  expect(open(key, PURPOSE.configuration, here, sealed).byteLength).toBe(5);
  expect(() => open(key, PURPOSE.configuration, elsewhere, sealed)).toThrow(OpenError);
}

describe('a value does not open after any field of its place changed', () => {
  const other = {
    ...value,
    installationId: newUuid(),
    organizationId: newUuid(),
    scopeId: newUuid(),
  };
  const others = {
    ...other,
    secretId: newUuid(),
    version: 4,
    name: 'API_KEY_',
    format: 'binary',
  } as const;
  it.each(changes(value, { ...others, format: 'binary' as 'utf8' }))('%s', (_, changed) => {
    expectBound(valueAad(value), valueAad(changed));
  });
});

describe('a data key does not open after any field of its place changed', () => {
  const others = {
    installationId: newUuid(),
    ownerId: newUuid(),
    keyId: newUuid(),
    ringPurpose: 'match',
    rootId: newUuid(),
  };
  it.each(changes(dataKey, others))('%s', (_, changed) => {
    expectBound(dataKeyAad(dataKey), dataKeyAad(changed));
  });
});

describe('a root key does not open after any field of its place changed', () => {
  const others = { installationId: newUuid(), rootId: newUuid(), masterFingerprint: 'mk_00' };
  it.each(changes(rootKey, others))('%s', (_, changed) => {
    expectBound(rootKeyAad(rootKey), rootKeyAad(changed));
  });
});

describe('a check does not open after any field of its place changed', () => {
  it.each(changes(check, { installationId: newUuid(), rootId: newUuid() }))('%s', (_, changed) => {
    expectBound(checkAad(check), checkAad(changed));
  });
});

describe('a configuration value does not open after any field of its place changed', () => {
  const others = { installationId: newUuid(), table: 'backend', row: newUuid(), column: 'token' };
  it.each(changes(configuration, others))('%s', (_, changed) => {
    expectBound(configurationAad(configuration), configurationAad(changed));
  });
});

describe('two places never have the same bytes', () => {
  const at = (table: string, row: string, column: string) =>
    configurationAad({ installationId: value.installationId, table, row, column });

  it('where only the borders between the fields differ', () => {
    expectBound(at('a', 'bc', 'd'), at('ab', 'c', 'd'));
    expectBound(at('', 'a', ''), at('a', '', ''));
    expectBound(at('a\0\0\0\u0001b', 'c', ''), at('a', 'b', 'c'));
  });

  it('where only the Unicode form differs', () => {
    expectBound(at('é', '', ''), at('e\u0301', '', ''));
    expectBound(at('\uFEFFa', '', ''), at('a', '', ''));
  });

  it('where a field is long or outside ASCII', () => {
    expectBound(at('x'.repeat(127), '', ''), at('x'.repeat(128), '', ''));
    expectBound(at('x'.repeat(5000), '', ''), at('x'.repeat(5001), '', ''));
    expectBound(at('\u007f', '', ''), at('\u0080', '', ''));
    expectBound(at('🔑'.repeat(64), '', ''), at('🔑'.repeat(63), '', ''));
  });

  it('where the kind differs', () => {
    const ids = { installationId: value.installationId, rootId: check.rootId };
    expectBound(checkAad(ids), rootKeyAad({ ...ids, masterFingerprint: '' }));
  });
});

describe('what is no place is refused before anything is sealed', () => {
  it.each(['', 'x', value.scopeId.toUpperCase(), ` ${value.scopeId}`, `${value.scopeId}\n`])(
    'an id such as %j',
    (scopeId) => {
      expect(() => valueAad({ ...value, scopeId })).toThrow(TypeError);
    },
  );

  it.each([0, -1, 1.5, NaN, 2 ** 53])('version %d', (version) => {
    expect(() => valueAad({ ...value, version })).toThrow(TypeError);
  });

  it('a name with half a surrogate pair', () => {
    expect(() => valueAad({ ...value, name: 'A\ud800' })).toThrow(TypeError);
    expect(() => valueAad({ ...value, name: '\udc00A' })).toThrow(TypeError);
  });
});
