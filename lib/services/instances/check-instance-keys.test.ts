import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFernetKeyText } from '@/lib/crypto/fernet-key';
import { readEnv } from '@/lib/env';
import { TEST_MASTER_KEY } from '@/lib/testing/installation';
import { checkInstanceKeys } from './check-instance-keys';

const JWT = newFernetKeyText();
const ID = '00000000-0000-4000-8000-000000000000';

describe('the keys of database connections', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keystow-keys-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const check = (settings: Readonly<Record<string, string>>, mode = 'production') => {
    const master = { KEYSTOW_MASTER_KEY: TEST_MASTER_KEY, CONFIG_DIR: folder };
    return checkInstanceKeys(readEnv({ NODE_ENV: mode, ...master, ...settings }), ID, JWT);
  };

  it.each([
    ['INSTANCE_ENCRYPTION_KEY', JWT],
    ['INSTANCE_ENCRYPTION_KEY_PREVIOUS', `${JWT} `],
    ['SECRET_KEY', JWT],
    ['SECRET_KEY', Buffer.from(JWT, 'base64url').toString('hex')],
    ['FERNET_SECRET_KEY', createHash('sha256').update(JWT).digest('base64url') + '='],
  ])('are refused in production where %s is the JWT secret: %#', async (variable, text) => {
    await expect(check({ [variable]: text })).rejects.toMatchObject({ code: 'shared_key' });
    expect(await check({ [variable]: text }, 'development')).toEqual([
      expect.stringContaining(variable),
    ]);
  });

  it('are refused where the generated file holds the master key or the JWT secret', async () => {
    const master = Buffer.from(TEST_MASTER_KEY, 'hex').toString('base64url');
    for (const text of [`${master}=\n`, `${JWT}\n`]) {
      await writeFile(path.join(folder, 'instance.key'), text);
      await expect(check({})).rejects.toThrow('config/instance.key');
    }
  });

  it('are taken where each is a value of its own', async () => {
    await writeFile(path.join(folder, 'instance.key'), newFernetKeyText());
    const own = { INSTANCE_ENCRYPTION_KEY: newFernetKeyText(), SECRET_KEY: newFernetKeyText() };
    expect(await check(own)).toEqual([]);
  });
});
