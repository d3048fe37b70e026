import { expect, it } from 'vitest';
import { curlLine, secretsUrl } from './curl-line';

it.each([
  ['organization', '_platform', 'https://k.test/api/v1/platform/secrets'],
  ['team', 'payments', 'https://k.test/api/v1/teams/payments/secrets'],
  [
    'workspace',
    'payments.production',
    'https://k.test/api/v1/workspaces/payments.production/secrets',
  ],
  [
    'app',
    'payments.production.billing',
    'https://k.test/api/v1/apps/payments.production.billing/secrets',
  ],
] as const)('addresses the secrets of the %s %s', (kind, path, url) => {
  expect(secretsUrl('https://k.test', { kind, path })).toBe(url);
});

it('shows a command that carries no value, so that none is kept in the history of the shell', () => {
  const line = curlLine('https://k.test', { kind: 'team', path: 'payments' });
  expect(line).toContain('--json @-');
  expect(line).not.toContain('"value"');
});
