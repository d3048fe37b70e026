import { describe, expect, it } from 'vitest';
import type { KeystowError } from '@/lib/domain/errors';
import { checkStrictJson, JSON_DEPTH_MAX } from './strict-json';

function verdict(text: string): string {
  try {
    checkStrictJson(text);
    return 'taken';
  } catch (error) {
    const { code, extras } = error as KeystowError;
    return `${code} ${extras.issues?.[0]?.code}`;
  }
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('a JSON text', () => {
  it.each([
    ['{}'],
    ['{"key":"A","value":"b"}'],
    ['{"a":{"key":1},"b":{"key":2},"key":[{"key":3},{"key":4}]}'],
    [' { "a" : "\\"x\\": {[" , "b" : "\\\\" } '],
    ['{"a":"\\ud83d\\ude00 😀"}'],
    ['{"value":"__proto__","other":"constructor"}'],
    ['["a","a",{"a":"a"}]'],
    [nested(JSON_DEPTH_MAX)],
  ])('that has one meaning is taken: %s', (text) => {
    expect(verdict(text)).toBe('taken');
  });

  it.each([
    ['{"a":1,"a":2}'],
    ['{"a":1,"\\u0061":2}'],
    ['{"x":[{"a":1 , "a"\n:\t2}]}'],
    ['{"a":{},"b":[],"a":1}'],
  ])('with a name twice is refused: %s', (text) => {
    expect(verdict(text)).toBe('malformed_request duplicate_name');
  });

  it.each([['__proto__'], ['constructor'], ['prototype'], ['\\u005f_proto__']])(
    'with the name %s is refused at any depth',
    (name) => {
      expect(verdict(`{"${name}":{"a":1}}`)).toBe('malformed_request prototype_name');
      expect(verdict(`[{"a":{"${name}" : null}}]`)).toBe('malformed_request prototype_name');
    },
  );

  it.each([['{"a":"\\ud800"}'], ['{"\\udc00":1}'], ['["\\ud83dx"]'], ['"\\uD800\\uD800"']])(
    'with a lone surrogate in an escape is refused: %s',
    (text) => {
      expect(verdict(text)).toBe('malformed_request lone_surrogate');
    },
  );

  it.each([
    [''],
    ['{'],
    ['{"a":'],
    ['{"a":1,}'],
    ["{'a':1}"],
    ['{"a":1}{'],
    ['{"a":"\n"}'],
    ['{"a":"\\x"}'],
    ['"unended'],
    ['"unended\\'],
    ['{"unended\\"'],
    ['}]'],
    ['\ufeff{}'],
    ['NaN'],
    ['// comment\n{}'],
  ])('that is none is refused: %j', (text) => {
    expect(verdict(text)).toBe('malformed_request json_syntax');
  });

  it('that is nested too deeply is too large, whatever follows', () => {
    expect(verdict(nested(JSON_DEPTH_MAX + 1))).toBe('too_large too_deep');
    expect(verdict('{"a":'.repeat(100_000))).toBe('too_large too_deep');
    expect(verdict('['.repeat(500_000))).toBe('too_large too_deep');
  });

  it('that is refused is never quoted', () => {
    for (const text of ['{"canary":1,"canary":2}', '{"canary', '{"\\ud800canary":1}']) {
      try {
        checkStrictJson(text);
      } catch (error) {
        const shown = error as KeystowError;
        expect(JSON.stringify([shown.message, shown.extras, shown.cause])).not.toContain('canary');
      }
    }
  });
});
