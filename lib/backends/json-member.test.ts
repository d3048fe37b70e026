import { describe, expect, it } from 'vitest';
import { memberOf, withMember, withoutMember } from './json-member';

const JSON_TEXT =
  '{"user":"ann","n":1.0,"deep":{"n":2},"__proto__":"own","big":12345678901234567890}';

describe('a member of a JSON object', () => {
  it('is its text, or a number as it is written', () => {
    const texts = ['user', 'n', '__proto__', 'big'].map((key) => memberOf(JSON_TEXT, key, 'p'));
    expect(texts).toEqual(['ann', '1.0', 'own', '12345678901234567890']);
  });

  it('is absent by its name alone, and names are told, never what they hold', () => {
    expect(() => memberOf(JSON_TEXT, 'password', 'p')).toThrow(
      'p has no member password; it has user, n, deep, __proto__, big.',
    );
    expect(() => memberOf('{}', 'constructor', 'p')).toThrow('it has none');
  });

  it('is not named where the name is no plain one', () => {
    const json = JSON.stringify({ 'a\u0000b': '1', ['x'.repeat(65)]: '2', user: '3' });
    expect(() => memberOf(json, 'absent', 'p')).toThrow('it has (another), (another), user.');
  });

  it.each(['', 'text', '[]', 'null', '"x"', '3'])('is in no %j', (json) => {
    expect(() => memberOf(json, 'user', 'p')).toThrow(
      expect.objectContaining({ code: 'malformed' }),
    );
  });

  it('is changed, added and taken out, and the others stay', () => {
    expect(withMember(null, 'a', '1', 'p')).toBe('{"a":"1"}');
    expect(withMember('{"a":"1","b":2}', 'a', '3', 'p')).toBe('{"a":"3","b":2}');
    expect(JSON.parse(withMember('{"a":"1"}', '__proto__', '3', 'p'))).toEqual(
      JSON.parse('{"a":"1","__proto__":"3"}'),
    );
    expect(withoutMember('{"a":"1","b":2}', 'a', 'p')).toBe('{"b":2}');
    expect(withoutMember('{"a":"1"}', 'a', 'p')).toBeNull();
    expect(() => withMember(JSON_TEXT, 'a', '1', 'p')).toThrow('a number that would not stay');
  });
});
