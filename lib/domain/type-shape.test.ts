import { expect, it } from 'vitest';
import { Plaintext } from './plaintext';
import type { SecretType } from './secret-kinds';
import { checkTypeShape, typeShapeFault } from './type-shape';

const PKCS8 = '-----BEGIN PRIVATE KEY-----\nMIIEvQ==\n-----END PRIVATE KEY-----\n';
const RSA = PKCS8.replaceAll(' PRIVATE', ' RSA PRIVATE');
const JWK = '{"kty":"RSA","n":"x","e":"AQAB","d":"y"}';
const OCT = `{"kty":"oct","k":"${'A'.repeat(43)}"}`;

const FITS: readonly (readonly [SecretType, readonly string[]])[] = [
  ['api_key', ['sk_live_1', 'a', 'ключ', '{"a":1}']],
  [
    'database_url',
    [
      'postgres://h',
      'postgresql://user:pa@ss@host:5432/name?sslmode=require',
      'mysql://u:p@[2001:db8::1]:3306/x',
      'mariadb://h/x',
      'mongodb://u:p@a:1,b:2/x?replicaSet=r',
      'mongodb+srv://u:p@cluster.example.net',
      'redis://:secret@h:6379/0',
      'rediss://h',
      'amqp://u:p@h/vhost',
      'amqps://h',
      'sqlserver://h:1433;database=x',
      'mssql://h',
      'oracle://h:1521/x',
      'clickhouse://h',
      'jdbc:postgresql://h/x',
      'jdbc:sqlserver://h:1433;databaseName=my db',
      'jdbc:oracle:thin:@//h:1521/x',
      'jdbc:oracle:thin:u/p@h:1521:x',
    ],
  ],
  ['webhook_secret', ['a'.repeat(16), 'é'.repeat(16), 'whsec_MfKQ9r8GKYqrTwjU']],
  ['jwt_signing_key', ['x'.repeat(32), PKCS8, RSA, JWK, OCT, 'é'.repeat(16)]],
  [
    'encryption_key',
    ['00'.repeat(16), 'Z'.repeat(22), `${'Z'.repeat(22)}==`, 'sixteen bytes ok', '_-'.repeat(11)],
  ],
  ['inbox_answer', [' ', 'two words\n']],
  ['generic', [' ', 'a\nb', '{"a":1}']],
];

const BREAKS: readonly (readonly [SecretType, readonly string[]])[] = [
  ['api_key', ['a b', 'a\n', '\ta', 'a\u00a0b', 'a\u0007', '\ufeffa']],
  [
    'database_url',
    [
      'canary',
      'https://user:pass@host/x',
      'postgres:/host',
      'postgres://',
      'postgres:///name',
      'postgres://user:pass@/name',
      'postgres://user:pass@:5432/name',
      'postgres://h/x\n',
      ' postgres://h',
      'jdbc:',
      'jdbc:h2:',
    ],
  ],
  ['webhook_secret', ['a'.repeat(15), `${'a'.repeat(16)} b`, '']],
  [
    'jwt_signing_key',
    [
      'x'.repeat(31),
      PKCS8.replaceAll('PRIVATE', 'PUBLIC'),
      '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC',
      '{"kty":"RSA","n":"xxxxxxxxxxxxxxxxxxxxxx","e":"AQAB"}',
      '{"kty":"oct","k":"c2hvcnQ","alg":"HS256","use":"sig"}',
    ],
  ],
  ['encryption_key', ['00'.repeat(15), 'Z'.repeat(20), 'short words']],
];

const each = (table: typeof FITS) =>
  table.flatMap(([type, values]) => values.map((value) => [type, value] as const));

it.each(each(FITS))('a value of the type %s may be %j', (type, value) => {
  expect(typeShapeFault(type, 'utf8', Plaintext.fromText(value))).toBeNull();
});

it.each(each(BREAKS))('a value of the type %s may not be %j', (type, value) => {
  const plaintext = Plaintext.fromText(value);
  expect(typeShapeFault(type, 'utf8', plaintext)).toMatchObject({ pointer: '/value' });
  expect(() => checkTypeShape(type, 'utf8', plaintext)).toThrow(/the type generic\.$/);
});

it('bytes are keys, but no text where a type asks for one', () => {
  const bytes = Plaintext.fromBytes(Uint8Array.from({ length: 32 }, () => 0xff));
  const fits = (type: SecretType) => typeShapeFault(type, 'binary', bytes) === null;
  expect(fits('encryption_key') && fits('jwt_signing_key') && fits('generic')).toBe(true);
  expect(fits('api_key') || fits('database_url') || fits('webhook_secret')).toBe(false);
});

it('a refusal has a code and quotes nothing of the value', () => {
  const value = 'canary canary';
  let refused: unknown;
  try {
    checkTypeShape('api_key', 'utf8', Plaintext.fromText(value));
  } catch (error) {
    refused = error;
  }
  expect(refused).toMatchObject({
    code: 'rule_broken',
    extras: { issues: [{ pointer: '/value', code: 'type_shape' }] },
  });
  expect(String(refused) + JSON.stringify(refused)).not.toContain('canary');
});
