import { describe, expect, it } from 'vitest';
import type { ExternalBackend } from './backend';
import { parseReference } from './backend-reference';
import { isSamePlace, placeKey, placeNeedle } from './place-key';
import type { PlacedReference } from './place-key';

type Settings = Readonly<Record<string, unknown>>;

const at = (kind: ExternalBackend, settings: Settings, text: string): PlacedReference => ({
  kind,
  settings,
  reference: parseReference(kind, text),
});

const aws = (text: string, settings: Settings = {}) =>
  at('aws', { region: 'eu-west-1', ...settings }, text);
const gcp = (text: string, project = 'billing') => at('gcp', { project }, text);
const vault = (text: string, settings: Settings = {}) =>
  at('vault', { address: 'https://vault.example.org', mount: 'kv', ...settings }, text);
const env = (text: string, path = '/run/app.env') => at('env', { source: 'file', path }, text);

const arn = (name: string, account = '123456789012', region = 'eu-west-1') =>
  `arn:aws:secretsmanager:${region}:${account}:secret:${name}`;
const role = (account: string) => ({ roleArn: `arn:aws:iam::${account}:role/reader` });

const key = ({ kind, settings, reference }: PlacedReference) => placeKey(kind, settings, reference);

describe('references to one place at a backend', () => {
  it.each<[string, PlacedReference, PlacedReference]>([
    ['members of one JSON object', aws('db?key=a'), aws('db?key=b&stage=AWSPREVIOUS')],
    ['a name and its ARN', aws('prod/db'), aws(arn('prod/db-AbCdEf'))],
    ['a name and its ARN without the random end', aws('prod/db'), aws(arn('prod/db'))],
    ['an ARN with its random end and without', aws(arn('db-AbCdEf')), aws(arn('db'))],
    ['a name that ends like a random one', aws('db-master'), aws(arn('db-master'))],
    ['credentials of an unknown account', aws('db'), aws('db', role('123456789012'))],
    ['a name and its project', gcp('db'), gcp('projects/billing/secrets/db?version=3', 'other')],
    ['a project and a number', gcp('db'), gcp('projects/123456/secrets/db')],
    ['two fields', vault('db?key=user'), vault('db?key=password&version=2')],
    ['the mount written out', vault('db'), vault('db?mount=kv')],
    ['the mount that is left out', vault('db', { mount: undefined }), vault('db?mount=secret')],
    ['a mount that reaches below', vault('data/db'), vault('db?mount=kv%2Fdata')],
    [
      'a namespace as a header and in the path',
      vault('db', { namespace: 'a/b' }),
      vault('db', { mount: 'b/kv', namespace: 'a' }),
    ],
    [
      'one address in other spellings',
      vault('db'),
      vault('db', { address: 'HTTPS://Vault.example.org:443' }),
    ],
    ['a variable by its parts', env('LLM_KEY'), env('llm/key')],
    ['a file by another way', env('KEY'), env('KEY', '/run/./secrets/../app.env')],
  ])('are known to be: %s', (_, one, other) => {
    expect([isSamePlace(one, other), isSamePlace(other, one)]).toEqual([true, true]);
    // By which they are looked for.
    expect(other.reference.path).toContain(placeNeedle(one.kind, one.reference));
    expect(one.reference.path).toContain(placeNeedle(other.kind, other.reference));
  });

  it.each<[string, PlacedReference, PlacedReference]>([
    ['other names', aws('db'), aws('db2')],
    ['names of which one ends like a random one', aws('db-master'), aws('db')],
    ['names that both do', aws('db-master'), aws('db-backup')],
    ['other regions', aws('db'), aws(arn('db', undefined, 'us-east-1'))],
    ['other accounts', aws(arn('db')), aws('db', role('999999999999'))],
    ['other projects', gcp('db'), gcp('db', 'search')],
    ['other mounts', vault('db'), vault('db?mount=other')],
    ['other namespaces', vault('db'), vault('db', { namespace: 'team' })],
    ['another case', vault('db'), vault('DB')],
    ['other servers', vault('db'), vault('db', { address: 'https://vault.example.org:8200' })],
    ['other files', env('KEY'), env('KEY', '/run/other.env')],
    ['other backends', gcp('db'), aws('db')],
  ])('are told apart: %s', (_, one, other) => {
    expect(isSamePlace(one, other)).toBe(false);
  });

  it('have one key', () => {
    expect(key(aws('prod/db?key=a'))).toBe(key(aws(arn('prod/db-AbCdEf'))));
    expect(key(vault('db?key=a'))).toBe('vault:vault.example.org:443/kv/data/db');
  });
});
