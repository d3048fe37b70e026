import { describe, expect, it } from 'vitest';
import { canonicalJson } from '@/lib/crypto/canonical-json';
import { Plaintext } from './plaintext';
import { VALUE_BYTES_MAX } from './secret-value';
import { typeShapeFault } from './type-shape';
import { isConcealedPart, partNames, partTexts, readValueParts } from './value-parts';

const textOf = (plaintext: Plaintext) => plaintext.use((bytes) => new TextDecoder().decode(bytes));

describe('an object of parts', () => {
  it.each([
    { refresh_token: 'b', access_token: 'a' },
    { z: '"\\/\b\f\n\r\t\u0000\u001f\u007f', a: 'é€😀\u2028', B: '' },
    { '2': 'two', '10': 'ten', a: 'x' },
    {},
  ])('is the RFC 8785 text of these: %j', (parts) => {
    expect(textOf(readValueParts(parts))).toBe(canonicalJson(parts));
    expect(partTexts(readValueParts(parts))).toEqual(parts);
  });

  it('names its parts in their order, whatever the order they came in', () => {
    expect(partNames(readValueParts({ url: 'x', password: 'y', username: 'z' }))).toEqual([
      'password',
      'url',
      'username',
    ]);
  });

  it('is refused with a lone surrogate, and over 64 KiB as it is sealed', () => {
    expect(() => readValueParts({ access_token: '\ud800' })).toThrow(/well-formed/);
    expect(() => readValueParts({ 'a\udc00': 'x' })).toThrow(/well-formed/);
    const overhead = '{"access_token":""}'.length;
    const fits = 'a'.repeat(VALUE_BYTES_MAX - overhead);
    expect(readValueParts({ access_token: fits }).byteLength).toBe(VALUE_BYTES_MAX);
    expect(() => readValueParts({ access_token: `${fits}a` })).toThrow(/64 KiB/);
  });

  it('pollutes nothing by a name', () => {
    const parts = JSON.parse('{"__proto__":"x"}') as Record<string, string>;
    expect(partNames(readValueParts(parts))).toEqual(['__proto__']);
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });
});

describe('the parts of a type', () => {
  const fault = (parts: Record<string, string>) =>
    typeShapeFault('oauth_tokens', 'object', readValueParts(parts))?.pointer ?? null;

  it.each([
    [{ access_token: 'a' }, null],
    [{ access_token: 'a', scope: 'repo user', expires_at: '2027-02-28T23:59:60+01:00' }, null],
    [{ refresh_token: 'a' }, '/value/access_token'],
    [{ access_token: '' }, '/value/access_token'],
    [{ access_token: 'a', scope: '' }, '/value/scope'],
    [{ access_token: 'a\0' }, '/value/access_token'],
    [{ access_token: 'a', password: 'b' }, '/value'],
    [{ access_token: 'a', expires_at: 'tomorrow' }, '/value/expires_at'],
    [{ access_token: 'a', expires_at: '2027-02-29T00:00:00Z' }, '/value/expires_at'],
    [{ access_token: 'a', expires_at: '2027-01-01' }, '/value/expires_at'],
    [{}, '/value/access_token'],
  ])('are the only ones, and the required ones are there: %j', (parts, pointer) => {
    expect(fault(parts as Record<string, string>)).toBe(pointer);
  });

  it('are an object: neither a text nor bytes, not even JSON', () => {
    const text = Plaintext.fromText('{"access_token":"a"}');
    expect(typeShapeFault('oauth_tokens', 'utf8', text)?.pointer).toBe('/value');
    expect(typeShapeFault('auth_profile', 'binary', text)?.pointer).toBe('/value');
    expect(typeShapeFault('generic', 'object', text)?.pointer).toBe('/value');
  });

  it('are concealed unless they are told to be open', () => {
    expect(['password', 'access_token', 'unheard_of'].every(isConcealedPart)).toBe(true);
    expect(['username', 'scope', 'url'].some(isConcealedPart)).toBe(false);
  });
});
