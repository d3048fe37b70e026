import { format, inspect } from 'node:util';
import { expect, it } from 'vitest';
import { newUuid } from '@/lib/domain/ids';
import { newDataKey } from './data-key';
import { deriveMasterKey, readMasterKey } from './master-key';
import { newRootKey } from './root-key';

const passphrase = 'k9#Vq2!mZr7@Lw4$Xt8%Pb3^Nh6&Jd5*';
const hexText = '473f6912be49b75f4fe0e96047db4bb76b7f292c8b6aa5ff388e732555bd87a2';

const root = newRootKey(newUuid());
const data = newDataKey({ id: newUuid(), ownerId: newUuid(), purpose: 'value', rootId: root.id });
const hexInput = readMasterKey(hexText);
const textInput = readMasterKey(passphrase);
const master = await deriveMasterKey(hexInput, newUuid());
await textInput.keyMaterial(newUuid());

/** Everything that prints, logs, serializes or copies an object. */
function renderings(value: object): string[] {
  return [
    String(value),
    `${JSON.stringify(value)}`,
    JSON.stringify({ nested: [value] }),
    format('%s %o %O %j', value, value, value, value),
    inspect(value, { showHidden: true, depth: 9, getters: true }),
    inspect(value, { showHidden: true, depth: 9, customInspect: false }),
    inspect({ nested: [value] }, { showHidden: true, depth: 9 }),
    inspect(new Map([[value, value]]), { showHidden: true, depth: 9 }),
    inspect(structuredClone({ ...value })),
    JSON.stringify({ ...value }),
    JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(value))),
    inspect(Object.assign(new Error('x'), { key: value }), { showHidden: true, depth: 9 }),
  ];
}

it.each([
  ['a root key', root, root.bytes],
  ['a data key', data, data.bytes],
  ['a master key', master, master.kek],
  ['a master key given as hex', hexInput, Buffer.from(hexText, 'hex')],
  ['a master key given as a passphrase', textInput, Buffer.from(passphrase)],
])('%s shows none of its bytes in any rendering', (_, holder, secret) => {
  const bytes = Buffer.from(secret);
  const forms = [
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('latin1'),
    [...bytes].join(','),
    [...bytes].join(', '),
    bytes.toString('hex').replace(/../g, '$& ').trim(), // as `inspect` prints a Buffer
    inspect(bytes).slice(8, 60),
    inspect(Uint8Array.from(bytes)).slice(20, 60),
  ];
  for (const text of renderings(holder)) {
    for (const form of forms) expect(text).not.toContain(form);
  }
});

it('a key keeps its bytes for those who ask for them by name', () => {
  expect(root.bytes.byteLength).toBe(32);
  expect(Object.keys(root)).toEqual(['id']);
  expect(inspect(root)).toBe('[key]');
  expect(JSON.stringify({ data })).toBe('{"data":"[key]"}');
});
