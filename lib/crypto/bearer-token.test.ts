import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { TOKEN_PREFIXES, newBearerToken, newLinkSecret, readBearerToken } from './bearer-token';

describe.each(TOKEN_PREFIXES)('a %s token', (prefix) => {
  it('is the prefix, 43 and 6 base64url characters, and reads back to its own hash', () => {
    const { text, hash } = newBearerToken(prefix);
    expect(text).toMatch(new RegExp(`^${prefix}[A-Za-z0-9_-]{49}$`));
    expect(hash).toEqual(Uint8Array.from(createHash('sha256').update(text).digest()));
    expect(readBearerToken(text)).toEqual({ prefix, hash });
  });

  it('is no token with any one character changed', () => {
    const { text } = newBearerToken(prefix);
    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === 'x' ? 'y' : 'x';
      expect(readBearerToken(text.slice(0, at) + other + text.slice(at + 1))).toBeNull();
    }
  });

  it('is no token when cut, extended, wrapped in space or in another alphabet', () => {
    const { text } = newBearerToken(prefix);
    for (let length = 0; length < text.length; length += 1) {
      expect(readBearerToken(text.slice(0, length))).toBeNull();
    }
    const spellings = [`${text}x`, ` ${text}`, `${text}\n`, text.toUpperCase(), `Bearer ${text}`];
    for (const spelling of spellings) expect(readBearerToken(spelling)).toBeNull();
    expect(readBearerToken(`${text.slice(0, -1)}é`)).toBeNull();
    expect(readBearerToken(`${text.slice(0, 20)}+${text.slice(21)}`)).toBeNull();
  });
});

it('the checksum covers the prefix: a machine token is no callback token', () => {
  const { text } = newBearerToken('kst_');
  expect(readBearerToken(text.replace('kst_', 'ksc_'))).toBeNull();
});

it('a body with stray low bits is no token, whatever its checksum says', () => {
  const body = `kst_${'A'.repeat(42)}B`;
  const checksum = createHash('sha256').update(body).digest('base64url').slice(0, 6);
  expect(readBearerToken(body + checksum)).toBeNull();
});

it('no two tokens or link secrets are alike', () => {
  const texts = Array.from({ length: 200 }, () => [
    newBearerToken('kst_').text,
    newLinkSecret().text,
  ]);
  expect(new Set(texts.flat()).size).toBe(400);
  expect(newLinkSecret().text).toMatch(/^[A-Za-z0-9_-]{43}$/);
});
