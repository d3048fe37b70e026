// Guesses the type of a secret from its name and the shape of its value; a person may always choose another.

import type { Plaintext } from './plaintext';
import type { SecretType, ValueFormat } from './secret-kinds';
import { typeShapeFault } from './type-shape';

const BY_NAME: readonly (readonly [RegExp, SecretType])[] = [
  [/^(DATABASE|POSTGRES|PG|MYSQL|MONGO|REDIS)\w*_(URL|URI|DSN)$/, 'database_url'],
  [/^(DB|DATABASE)_?(URL|URI|DSN)$/, 'database_url'],
  [/WEBHOOK\w*_(SECRET|KEY)$|_SIGNING_SECRET$/, 'webhook_secret'],
  [/JWT/, 'jwt_signing_key'],
  [/(ENCRYPTION|FERNET)\w*_KEY$/, 'encryption_key'],
  [/(API_?KEY|ACCESS_?KEY|_TOKEN|_KEY)$/, 'api_key'],
];

/** Beginnings that only one kind of value has; providers publish theirs so that scanners find leaks. */
const BY_VALUE: readonly (readonly [RegExp, SecretType])[] = [
  [
    /^(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|sqlserver|mssql|oracle|clickhouse):\/\/|^jdbc:/,
    'database_url',
  ],
  [/^whsec_/, 'webhook_secret'],
  [/^-----BEGIN (?:RSA |EC )?PRIVATE KEY-----|^\{\s*"kty"/, 'jwt_signing_key'],
  [/^(?:sk|pk|rk)_(?:live|test)_|^sk-|^gh[opsur]_|^github_pat_|^glpat-/, 'api_key'],
  [/^xox[abeprs]-|^AKIA[0-9A-Z]{16}$|^AIza|^SG\.|^npm_|^hf_/, 'api_key'],
];

/** How much of a value a rule looks at. */
const BEGINNING_BYTES = 256;

/**
 * The value tells more than the name, where it is given. What fits neither, or would break the shape
 * of its type, is `generic`. Never a structured type: those are chosen.
 */
export function guessType(
  name: string,
  plaintext?: Plaintext,
  format: ValueFormat = 'utf8',
): SecretType {
  const named = firstOf(BY_NAME, name.toUpperCase());
  if (!plaintext) return named[0] ?? 'generic';
  const shown = firstOf(BY_VALUE, beginningOf(plaintext));
  const fitting = [...shown, ...named].find((type) => !typeShapeFault(type, format, plaintext));
  return fitting ?? 'generic';
}

function firstOf(rules: readonly (readonly [RegExp, SecretType])[], text: string): SecretType[] {
  const rule = rules.find(([pattern]) => pattern.test(text));
  return rule ? [rule[1]] : [];
}

function beginningOf(plaintext: Plaintext): string {
  return plaintext.use((bytes) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, BEGINNING_BYTES)),
  );
}
