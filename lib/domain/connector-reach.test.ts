import { describe, expect, it } from 'vitest';
import type { ExternalBackend } from './backend';
import { parseReference } from './backend-reference';
import { isReservedMount, reachesReference } from './connector-reach';

type Settings = Readonly<Record<string, unknown>>;

const reaches = (kind: ExternalBackend, settings: Settings, text: string, allowed: string[] = []) =>
  reachesReference({ kind, settings, allowed }, parseReference(kind, text));

const arn = (region: string, account: string) =>
  `arn:aws:secretsmanager:${region}:${account}:secret:db-AbCdEf`;

describe('a connector without globs', () => {
  const ROLE = { region: 'eu-west-1', roleArn: 'arn:aws:iam::123456789012:role/reader' };

  it('goes to its own region and account at AWS, and nowhere else', () => {
    expect(reaches('aws', ROLE, 'db')).toBe(true);
    expect(reaches('aws', ROLE, arn('eu-west-1', '123456789012'))).toBe(true);
    expect(reaches('aws', ROLE, arn('eu-west-1', '999999999999'))).toBe(false);
    expect(reaches('aws', ROLE, arn('us-east-1', '123456789012'))).toBe(false);
    // Whose account these credentials are of, nobody said.
    expect(reaches('aws', { region: 'eu-west-1' }, arn('eu-west-1', '123456789012'))).toBe(false);
  });

  it('goes to its own project at Google, and nowhere else', () => {
    expect(reaches('gcp', { project: 'p-1' }, 'db')).toBe(true);
    expect(reaches('gcp', { project: 'p-1' }, 'projects/p-1/secrets/db')).toBe(true);
    expect(reaches('gcp', { project: 'p-1' }, 'projects/p-2/secrets/db')).toBe(false);
    expect(reaches('gcp', { project: 'p-1' }, 'projects/p-11/secrets/db')).toBe(false);
  });

  it('goes to its own mount at Vault, and nowhere else', () => {
    expect(reaches('vault', { mount: 'kv' }, 'db')).toBe(true);
    expect(reaches('vault', { mount: 'kv' }, 'db?mount=kv')).toBe(true);
    expect(reaches('vault', { mount: 'kv' }, 'db?mount=other')).toBe(false);
    expect(reaches('vault', {}, 'db?mount=secret')).toBe(true);
  });
});

describe('a connector with globs', () => {
  it('goes where they do, elsewhere too', () => {
    const there = arn('us-east-1', '999999999999');
    expect(reaches('aws', { region: 'eu-west-1' }, there, [`${there.slice(0, -6)}*`])).toBe(true);
    expect(reaches('aws', { region: 'eu-west-1' }, there, ['db*'])).toBe(false);
    expect(reaches('vault', { mount: 'kv' }, 'db?mount=other', ['other:*'])).toBe(true);
  });
});

describe('a mount that is Vault’s own', () => {
  it.each(['sys', 'Sys', 'sys/raw', 'team/sys', 'team/auth/token', 'IDENTITY', 'a/../cubbyhole'])(
    'is known at each segment and in each spelling: %s',
    (mount) => expect(isReservedMount(mount)).toBe(true),
  );

  it.each(['s%79s', 'a%2fsys', 'a%252Fsys', '//sys', 'a//auth', 'audit/'])(
    'is known however it is written: %s',
    (mount) => expect(isReservedMount(mount)).toBe(true),
  );

  it.each(['kv', 'system', 'team/authority', 'secret'])(
    'is none by a part of its name: %s',
    (mount) => expect(isReservedMount(mount)).toBe(false),
  );
});
