import { describe, expect, it } from 'vitest';
import { newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { configurationAad, valueAad, type Aad } from './aad';
import { newDataKey, unwrapDataKey, wrapDataKey, RING_PURPOSES } from './data-key';
import { PURPOSE, keyIdOfUuid, open, seal } from './envelope';
import { OpenError } from './open-error';
import { newRootKey } from './root-key';
import { openValue, sealValue } from './value';

// A writer of the database can put any stored bytes into any row. Each test takes every pair of
// places and moves what is stored in one to the other.

const installationId = newUuid();
const organizationId = newUuid();
const root = newRootKey(newUuid());

interface Cell {
  readonly name: string;
  readonly stored: Uint8Array;
  readonly open: (stored: Uint8Array) => unknown;
}

function expectOnlyDiagonalOpens(cells: readonly Cell[]): void {
  for (const from of cells) {
    for (const to of cells) {
      const move = () => to.open(from.stored);
      if (from === to) expect(move, from.name).not.toThrow();
      else expect(move, `${from.name} -> ${to.name}`).toThrow(OpenError);
    }
  }
}

describe('an envelope moved to another place does not open (N x N)', () => {
  const scopes = [newUuid(), newUuid()];
  const secrets = [newUuid(), newUuid()];

  it('between scopes, secrets, names, versions and formats, under one shared key', () => {
    const key = newDataKey({
      id: newUuid(),
      ownerId: newUuid(),
      purpose: 'value',
      rootId: root.id,
    });
    const cells: Cell[] = [];
    for (const scopeId of scopes)
      for (const secretId of secrets)
        for (const name of ['A', 'B'])
          for (const version of [1, 2, 3])
            for (const format of ['utf8', 'binary'] as const) {
              const place = { installationId, organizationId, scopeId, secretId };
              const aad = valueAad({ ...place, name, version, format });
              cells.push(cellOf(`${scopeId}/${secretId}/${name}/${version}/${format}`, key, aad));
            }
    expect(cells).toHaveLength(48);
    expectOnlyDiagonalOpens(cells);
  });

  it('between scopes that have each their own key', () => {
    expectOnlyDiagonalOpens(
      Array.from({ length: 6 }, (_, i) => {
        const scopeId = newUuid();
        const key = newDataKey({
          id: newUuid(),
          ownerId: scopeId,
          purpose: 'value',
          rootId: root.id,
        });
        const place = { installationId, organizationId, scopeId, secretId: secrets[0]! };
        return cellOf(
          `scope ${i}`,
          key,
          valueAad({ ...place, name: 'A', version: 1, format: 'utf8' }),
        );
      }),
    );
  });

  it('between tables, rows and columns of configuration', () => {
    const key = { id: keyIdOfUuid(newUuid()), bytes: root.bytes };
    const cells: Cell[] = [];
    for (const table of ['integration', 'backend'])
      for (const row of ['1', '2', '3'])
        for (const column of ['secret', 'token']) {
          const aad = configurationAad({ installationId, table, row, column });
          cells.push({
            name: `${table}/${row}/${column}`,
            stored: seal(key, PURPOSE.configuration, aad, Plaintext.fromText('same')),
            open: (stored) => open(key, PURPOSE.configuration, aad, stored),
          });
        }
    expectOnlyDiagonalOpens(cells);
  });

  it('between installations', () => {
    const key = newDataKey({
      id: newUuid(),
      ownerId: newUuid(),
      purpose: 'value',
      rootId: root.id,
    });
    const place = { organizationId, scopeId: scopes[0]!, secretId: secrets[0]! };
    expectOnlyDiagonalOpens(
      [newUuid(), newUuid()].map((installation) => {
        const at = { installationId: installation, ...place, name: 'A', version: 1 };
        return cellOf(installation, key, valueAad({ ...at, format: 'utf8' }));
      }),
    );
  });

  function cellOf(name: string, key: ReturnType<typeof newDataKey>, aad: Aad): Cell {
    return {
      name,
      stored: sealValue(key, aad, Plaintext.fromText('same')),
      open: (stored) => openValue(key, aad, stored),
    };
  }
});

describe('the ciphertext of an old version pasted under a newer one does not open', () => {
  it('nor the other way round', () => {
    const key = newDataKey({
      id: newUuid(),
      ownerId: newUuid(),
      purpose: 'value',
      rootId: root.id,
    });
    const place = { installationId, organizationId, scopeId: newUuid(), secretId: newUuid() };
    const at = (version: number) => valueAad({ ...place, version, name: 'A', format: 'utf8' });
    const [old, current] = [1, 2].map((n) => sealValue(key, at(n), Plaintext.fromText(`v${n}`)));
    expect(() => openValue(key, at(2), old!)).toThrow(OpenError);
    expect(() => openValue(key, at(1), current!)).toThrow(OpenError);
  });
});

describe('a data key moved to another row does not open (N x N)', () => {
  it('between purposes and owners', () => {
    const cells: Cell[] = [];
    for (const ownerId of [newUuid(), newUuid(), newUuid()])
      for (const purpose of RING_PURPOSES) {
        const key = newDataKey({ id: newUuid(), ownerId, purpose, rootId: root.id });
        const row = { id: key.id, ownerId, purpose, rootId: root.id };
        cells.push({
          name: `${ownerId}/${purpose}`,
          stored: wrapDataKey(root, key, installationId),
          open: (wrapped) => unwrapDataKey(root, { ...row, wrapped }, installationId),
        });
      }
    expectOnlyDiagonalOpens(cells);
  });

  it('nor when any one column of its own row is changed', () => {
    const key = newDataKey({
      id: newUuid(),
      ownerId: newUuid(),
      purpose: 'value',
      rootId: root.id,
    });
    const row = { ...key, wrapped: wrapDataKey(root, key, installationId) };
    const changes = [
      { id: newUuid() },
      { ownerId: newUuid() },
      { purpose: 'match' },
      { purpose: 'no such purpose' },
      { rootId: newUuid() },
      { wrapped: new Uint8Array(0) },
    ];
    expect(unwrapDataKey(root, row, installationId).bytes).toEqual(Uint8Array.from(key.bytes));
    for (const change of changes) {
      expect(() => unwrapDataKey(root, { ...row, ...change }, installationId)).toThrow(OpenError);
    }
    expect(() => unwrapDataKey(root, row, newUuid())).toThrow(OpenError);
  });
});
