import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json';

it('spells the sample of RFC 8785, section 3.2.2, as section 3.2.3 does', () => {
  const sample: unknown = JSON.parse(`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
    "literals": [null, true, false]
  }`);
  expect(canonicalJson(sample)).toBe(
    '{"literals":[null,true,false],' +
      '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

it('sorts names by their UTF-16 units', () => {
  expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6 })).toBe(
    '{"\\r":2,"1":4,"\u0080":6,"\u20ac":1,"😀":5,"\ufb33":3}',
  );
});

it('is one text for one value, in whatever order it was built, and parses back to it', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (value) => {
      const text = canonicalJson(value);
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it('keeps members with the names of built-ins', () => {
  const text = '{"__proto__":{"a":1},"constructor":2,"toJSON":"x"}';
  expect(canonicalJson(JSON.parse(text))).toBe(text);
});

describe('refuses what JSON cannot say, instead of dropping or converting it', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
  const loop: unknown[] = [];
  loop.push(loop);

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['an undefined member', { a: undefined }],
    ['a hole in an array', new Array(1)],
    ['NaN', NaN],
    ['an infinite number', [-Infinity]],
    ['a big integer', 1n],
    ['a function', { a: () => 1 }],
    ['a symbol', Symbol('s')],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['bytes', new Uint8Array(1)],
    ['half a surrogate pair', 'a\ud800'],
    ['half a surrogate pair in a name', { '\udc00': 1 }],
    ['nesting beyond 64 levels', nested(65)],
    ['a loop', loop],
  ])('%s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('but takes 64 levels', () => {
    expect(canonicalJson(nested(64))).toBe('['.repeat(64) + '1' + ']'.repeat(64));
  });
});
