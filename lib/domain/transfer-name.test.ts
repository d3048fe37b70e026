import { expect, it } from 'vitest';
import type { ExternalBackend } from './backend';
import { parseReference } from './backend-reference';
import { nameOfReference } from './transfer-name';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/billing/stripe-key-AbCdEf';

it.each<[ExternalBackend, string, string]>([
  ['env', 'SENDGRID_API_KEY', 'SENDGRID_API_KEY'],
  ['env', 'myVariable', 'myVariable'],
  ['env', 'llm_api_key/control_plane', 'LLM_API_KEY_CONTROL_PLANE'],
  ['vault', 'payments/production/billing/DB_URL?key=value', 'DB_URL'],
  ['vault', 'payments/production/billing?key=password', 'BILLING_PASSWORD'],
  ['vault', 'payments/stripe-key', 'STRIPE_KEY'],
  ['vault', 'teams/mail', 'MAIL'],
  ['aws', 'prod/billing/stripe.key', 'STRIPE_KEY'],
  ['aws', ARN, 'STRIPE_KEY'],
  ['aws', 'prod/billing?key=api%20key', 'BILLING_API_KEY'],
  ['aws', '2nd-key', '_2ND_KEY'],
  ['gcp', 'projects/p1/secrets/payments__production__billing__DB_URL', 'DB_URL'],
  ['gcp', 'billing-db', 'BILLING_DB'],
])('what %s keeps at %s is called %s', (kind, reference, name) => {
  expect(nameOfReference(kind, parseReference(kind, reference))).toBe(name);
});

it('of a path without a letter or digit no name is made', () => {
  expect(nameOfReference('aws', parseReference('aws', 'prod/...'))).toBe('');
});
