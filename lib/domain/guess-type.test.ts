import { describe, expect, it } from 'vitest';
import { guessType } from './guess-type';
import { Plaintext } from './plaintext';
import type { SecretType } from './secret-kinds';

describe('by its name alone', () => {
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
  ])('%s is guessed to be %s', (name, type) => {
    expect(guessType(name)).toBe(type);
  });
});

const PEM = '-----BEGIN PRIVATE KEY-----\nMIIEvQ==\n-----END PRIVATE KEY-----\n';

describe('by its value too', () => {
  it.each<readonly [string, string, SecretType]>([
    ['MAIN', 'postgres://user:pass@db/app', 'database_url'],
    ['BROKER', 'amqps://user:pass@mq:5671', 'database_url'],
    ['ORDERS', 'jdbc:mysql://db:3306/orders', 'database_url'],
    ['A', `whsec_${'a'.repeat(32)}`, 'webhook_secret'],
    ['SIGNER', PEM, 'jwt_signing_key'],
    ['SIGNER', '{"kty":"EC","crv":"P-256","d":"x","x":"y","y":"z"}', 'jwt_signing_key'],
    ...[
      'sk-proj-1234',
      'sk_live_1234',
      'ghp_1234',
      'github_pat_1234',
      'xoxb-1-2',
      'AKIAIOSFODNN7EXAMPLE',
      'AIzaSyA1',
      'glpat-1234',
      'SG.12.34',
    ].map((value) => ['A', value, 'api_key'] as const),
    ['STRIPE_KEY', 'pk', 'api_key'],
    ['A', 'hello', 'generic'],
    ['PUBLIC_URL', 'https://example.org', 'generic'],
  ])('%s with %j is guessed to be %3$s', (name, value, type) => {
    expect(guessType(name, Plaintext.fromText(value))).toBe(type);
  });

  it.each([
    ['DATABASE_URL', 'canary-1'],
    ['DATABASE_URL', 'postgres://'],
    ['STRIPE_KEY', 'two words'],
    ['JWT_SECRET', 'short'],
    ['APP_ENCRYPTION_KEY', 'abcd'],
    ['HOOK_WEBHOOK_SECRET', 'short'],
    ['A', 'whsec_short'],
  ])('what would not have the shape of its type is generic: %s with %j', (name, value) => {
    expect(guessType(name, Plaintext.fromText(value))).toBe('generic');
  });

  it('a name is believed where the value looks like nothing', () => {
    expect(guessType('JWT_SECRET', Plaintext.fromText('x'.repeat(32)))).toBe('jwt_signing_key');
    const bytes = Plaintext.fromBytes(Uint8Array.from({ length: 32 }, (_, index) => 255 - index));
    expect(guessType('APP_ENCRYPTION_KEY', bytes, 'binary')).toBe('encryption_key');
    expect(guessType('APP_API_KEY', bytes, 'binary')).toBe('generic');
  });
});
