import { expect, it } from 'vitest';
import { guessType } from './guess-type';

it.each([
  ['DATABASE_URL', 'database_url'],
  ['redis_url', 'database_url'],
  ['POSTGRES_REPLICA_DSN', 'database_url'],
  ['STRIPE_KEY', 'api_key'],
  ['OPENAI_API_KEY', 'api_key'],
  ['SLACK_TOKEN', 'api_key'],
  ['STRIPE_WEBHOOK_SECRET', 'webhook_secret'],
  ['SLACK_SIGNING_SECRET', 'webhook_secret'],
  ['JWT_SECRET', 'jwt_signing_key'],
  ['INSTANCE_ENCRYPTION_KEY', 'encryption_key'],
  ['PUBLIC_URL', 'generic'],
  ['', 'generic'],
])('guesses %s to be %s', (name, type) => {
  expect(guessType(name)).toBe(type);
});
