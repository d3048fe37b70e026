import { format, inspect } from 'node:util';
import { expect, it } from 'vitest';
import { Plaintext } from './plaintext';

const text = 'canary-value-5e1f';
const bytes = Buffer.from(text);

const FORMS = [
  text,
  bytes.toString('hex'),
  bytes.toString('base64').replace(/=+$/, ''),
  [...bytes].join(','),
  [...bytes].join(', '),
  bytes.toString('hex').replace(/../g, '$& ').trim(),
];

it.each([
  ['text', Plaintext.fromText(text)],
  ['bytes', Plaintext.fromBytes(Uint8Array.from(bytes))],
])('a plaintext of %s shows nothing of itself in any rendering', (_, value) => {
  const renderings = [
    String(value),
    `${value}`,
    value + '',
    JSON.stringify(value),
    JSON.stringify({ nested: [value] }),
    JSON.stringify({ ...value }),
    format('%s %o %O %j %d', value, value, value, value, value),
    inspect(value, { showHidden: true, depth: 9, getters: true }),
    inspect(value, { showHidden: true, depth: 9, getters: true, customInspect: false }),
    inspect({ nested: [value] }, { showHidden: true, depth: 9 }),
    inspect(Object.assign(new Error('x'), { value }), { showHidden: true }),
    inspect(structuredClone({ ...value })),
    Object.prototype.toString.call(value),
    [value].join(),
    Object.getOwnPropertyNames(value).join(),
  ];
  for (const rendering of renderings) {
    for (const form of FORMS) expect(rendering).not.toContain(form);
  }
});

it('prints, serializes and inspects as [plaintext]', () => {
  const value = Plaintext.fromText(text);
  expect(String(value)).toBe('[plaintext]');
  expect(JSON.stringify({ value })).toBe('{"value":"[plaintext]"}');
  expect(inspect({ value })).toBe('{ value: [plaintext] }');
});

it('lends its bytes to a function and gives back what that returns', () => {
  const value = Plaintext.fromText('é🔑');
  expect(value.use((lent) => Buffer.from(lent).toString())).toBe('é🔑');
  expect(value.byteLength).toBe(6);
});

it('keeps a BOM, and bytes that are no UTF-8', () => {
  expect(Plaintext.fromText('\ufeffa').use((lent) => [...lent])).toEqual([0xef, 0xbb, 0xbf, 0x61]);
  const junk = Uint8Array.of(0xff, 0xfe, 0x00, 0xc0);
  expect(Plaintext.fromBytes(junk).use((lent) => [...lent])).toEqual([0xff, 0xfe, 0x00, 0xc0]);
});
