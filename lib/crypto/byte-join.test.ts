import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinBytes, utf8 } from './byte-join';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

it('every part carries its length in UTF-8 bytes, four bytes with the highest first', () => {
  expect(hex(joinBytes(['ab', Uint8Array.of(255), '', 'é']))).toBe(
    '000000026162' + '00000001ff' + '00000000' + '00000002c3a9',
  );
  expect(hex(joinBytes([]))).toBe('');
  expect(hex(joinBytes(['x'.repeat(65_793)])).slice(0, 8)).toBe('00010101');
});

it('two unlike lists never join to the same bytes', () => {
  const lists = fc.array(fc.string({ maxLength: 4 }), { maxLength: 4 });
  fc.assert(
    fc.property(lists, lists, (a, b) => {
      const same = a.length === b.length && a.every((part, i) => part === b[i]);
      expect(hex(joinBytes(a)) === hex(joinBytes(b))).toBe(same);
    }),
  );
});

it('half a surrogate pair is refused instead of replaced, and a BOM is kept', () => {
  expect(() => utf8('a\ud83d')).toThrow(TypeError);
  expect(() => joinBytes(['\udd11'])).toThrow(TypeError);
  expect(hex(utf8('\ufeff🔑'))).toBe('efbbbff09f9491');
});
