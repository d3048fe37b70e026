import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { MadeToken } from '@/lib/contracts/token';
import { TokenShown } from './token-shown';

const MADE: MadeToken = {
  id: 'tok_1',
  name: 'ci',
  scope: { kind: 'team', id: 'team_1', path: 'payments' },
  permissions: ['deliveries:create'],
  namePatterns: [],
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'ada@acme.example',
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
  replacedBy: null,
  serverKey: `ed25519:${'A'.repeat(43)}`,
};

function shown(token: MadeToken): string {
  render(<TokenShown token={token} take={() => 'kst_x'} onClose={() => undefined} />);
  return screen.getByRole('alertdialog').textContent;
}

it('beside a token that takes deliveries stands the key that its runs pin', () => {
  expect(shown(MADE)).toContain(`KEYSTOW_SERVER_KEY=${MADE.serverKey}`);
});

it('beside any other it does not: there is nothing that would read it', () => {
  expect(shown({ ...MADE, permissions: ['secrets:list'] })).not.toContain('KEYSTOW_SERVER_KEY');
});
