import { describe, expect, it } from 'vitest';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { splitParts } from './split-parts';

const OAUTH = TYPE_RULES.oauth_tokens.parts!;
const NOW = new Date('2026-11-22T10:00:00.500Z');
const split = (value: unknown) => splitParts(JSON.stringify(value), OAUTH, NOW);

describe('a JSON object of parts', () => {
  it('as a token endpoint answers it becomes the parts, its lifetime an instant', () => {
    const found = split({
      access_token: 'a-1',
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: 'r-1',
      scope: 'repo user',
      example_parameter: 'x',
    });
    expect(Object.fromEntries(found!.texts)).toEqual({
      access_token: 'a-1',
      token_type: 'Bearer',
      refresh_token: 'r-1',
      scope: 'repo user',
      expires_at: '2026-11-22T11:00:00Z',
    });
    expect(found!.leftOut).toBe(1);
  });

  it('may spell its members as an SDK does, and an end in seconds or milliseconds', () => {
    expect(split({ accessToken: 'a', expiresAt: 1_800_000_000 })!.texts).toEqual(
      new Map([
        ['access_token', 'a'],
        ['expires_at', '2027-01-15T08:00:00Z'],
      ]),
    );
    expect(split({ expires_at: 1_800_000_000_000 })!.texts.get('expires_at')).toBe(
      '2027-01-15T08:00:00Z',
    );
  });

  it('leaves out members that are no text, and says how many', () => {
    const found = split({ access_token: 'a', scope: ['repo'], id_token: null, refresh_token: '' });
    expect([...found!.texts.keys()]).toEqual(['access_token']);
    expect(found!.leftOut).toBe(3);
  });

  it.each([
    ['{"a":1}'],
    ['["access_token"]'],
    ['"access_token"'],
    ['{'],
    ['ghp_x'],
    [''],
    ['null'],
  ])('is not what has none of them: %s', (text) => {
    expect(splitParts(text, OAUTH, NOW)).toBeNull();
  });
});
