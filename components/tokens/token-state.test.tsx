import { describe, expect, it } from 'vitest';
import { tokenState } from './token-state';

const NOW = Date.parse('2028-02-29T12:00:00Z');
const after = (milliseconds: number) => new Date(NOW + milliseconds).toISOString();
const HOUR = 3_600_000;

describe('the state of a token', () => {
  it.each([
    [{}, 'active', true],
    [{ expiresAt: after(30 * 24 * HOUR) }, 'active', true],
    [{ expiresAt: after(HOUR) }, 'ends soon', true],
    [{ expiresAt: after(0) }, 'expired', false],
    [{ revokedAt: after(-HOUR) }, 'revoked', false],
    [{ expiresAt: after(HOUR), replacedBy: 'tok_2' }, 'being replaced', true],
    [{ expiresAt: after(-HOUR), replacedBy: 'tok_2' }, 'replaced', false],
  ])('%j is %s', (change, word, live) => {
    const token = {
      id: 'tok_1',
      name: 'ci',
      scope: { kind: 'team', id: 'team_1', path: 'payments' } as const,
      permissions: [],
      namePatterns: [],
      createdAt: after(-HOUR),
      createdBy: 'ada@acme.example',
      expiresAt: null,
      lastUsedAt: null,
      revokedAt: null,
      replacedBy: null,
      ...change,
    };
    expect(tokenState(token, NOW)).toMatchObject({ word, live });
  });
});
