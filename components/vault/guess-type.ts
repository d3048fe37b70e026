// Guesses the type of a secret from its name alone; a person may always choose another.

import type { SecretType } from '@/lib/domain/secret-kinds';

const RULES: readonly (readonly [RegExp, SecretType])[] = [
  [/^(DATABASE|POSTGRES|PG|MYSQL|MONGO|REDIS)\w*_(URL|URI|DSN)$/, 'database_url'],
  [/^(DB|DATABASE)_?(URL|URI|DSN)$/, 'database_url'],
  [/WEBHOOK\w*_(SECRET|KEY)$|_SIGNING_SECRET$/, 'webhook_secret'],
  [/JWT/, 'jwt_signing_key'],
  [/(ENCRYPTION|FERNET)\w*_KEY$/, 'encryption_key'],
  [/(API_?KEY|ACCESS_?KEY|_TOKEN|_KEY)$/, 'api_key'],
];

/** Reads the name in upper case; `generic` when nothing fits. */
export function guessType(name: string): SecretType {
  const upper = name.toUpperCase();
  return RULES.find(([pattern]) => pattern.test(upper))?.[1] ?? 'generic';
}
