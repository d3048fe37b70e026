import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '@/lib/db/connection/folder-lock';
import { readEnv } from '@/lib/env';
import { checkCheckpointFolder } from './check-checkpoint-folder';
import { checkConfigFolder } from './check-config-folder';
import { checkDataFolder } from './check-data-folder';
import { checkDiskSpace, judgeDiskSpace } from './check-disk-space';
import { checkJwtSecret } from './check-jwt-secret';
import { checkKeyInputs } from './check-key-inputs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keystow-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, mode: number) => {
  writeFileSync(path.join(folder, name), 'x\n');
  chmodSync(path.join(folder, name), mode);
};
const told = async (checks: Promise<{ id: string; status: string }[]>) =>
  (await checks).map(({ id, status }) => `${id} ${status}`);

describe('the config folder', () => {
  it('is a problem where others may read a key file, a warning where they may add one', async () => {
    put('master.key', 0o600);
    expect(await told(checkConfigFolder(folder))).toEqual(['config_folder ok']);
    chmodSync(folder, 0o777);
    expect(await told(checkConfigFolder(folder))).toEqual(['config_folder warning']);
    put('jwt.secret.previous', 0o640);
    const [check] = await checkConfigFolder(folder);
    expect(check).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('jwt.secret.previous') as string,
    });
    expect(check!.remedy).toBe(`chmod 600 ${path.join(folder, 'jwt.secret.previous')}`);
  });

  it('is a problem in a git work tree that does not ignore it', async () => {
    execFileSync('git', ['init', '--quiet', folder]);
    put('master.key', 0o600);
    expect(await told(checkConfigFolder(folder))).toEqual([
      'config_folder ok',
      'config_git problem',
    ]);
    writeFileSync(path.join(folder, '.gitignore'), 'master.key*\n');
    expect(await told(checkConfigFolder(folder))).toEqual(['config_folder ok', 'config_git ok']);
  });

  it('may be absent', async () => {
    expect(await told(checkConfigFolder(path.join(folder, 'none')))).toEqual(['config_folder ok']);
  });
});

describe('the data folder', () => {
  it('names the process that has it, and is a problem where others may open it', async () => {
    chmodSync(folder, 0o700);
    const lock = await lockFolder(folder);
    const held = await checkDataFolder(folder);
    expect(held).toMatchObject({
      status: 'ok',
      message: expect.stringContaining(`process ${process.pid} on`) as string,
    });
    await lock.release();
    expect((await checkDataFolder(folder)).message).toBe('no process has it');
    chmodSync(folder, 0o755);
    expect(await checkDataFolder(folder)).toMatchObject({
      status: 'problem',
      remedy: `chmod 700 ${folder}`,
    });
    expect((await checkDataFolder(path.join(folder, 'none'))).status).toBe('problem');
  });
});

it('little room on the disk is a warning, hardly any a problem', async () => {
  expect(judgeDiskSpace('/data', 2 ** 40).status).toBe('ok');
  expect(judgeDiskSpace('/data', 500 * 2 ** 20).status).toBe('warning');
  expect(judgeDiskSpace('/data', 99 * 2 ** 20).status).toBe('problem');
  expect((await checkDiskSpace(path.join(folder, 'not', 'there'))).id).toBe('disk_space');
});

it('a folder for checkpoints that is not there or not writable is a warning', async () => {
  expect(await checkCheckpointFolder(undefined)).toEqual([]);
  expect((await checkCheckpointFolder(folder))[0]!.status).toBe('ok');
  expect((await checkCheckpointFolder(path.join(folder, 'gone')))[0]!.status).toBe('warning');
});

describe('keys of the environment', () => {
  const env = (settings: Readonly<Record<string, string>>, mode = 'production') =>
    readEnv({ NODE_ENV: mode, CONFIG_DIR: folder, DATA_DIR: folder, ...settings });

  it('a weak JWT secret is a problem, an absent file a warning, and none is made', async () => {
    const absent = await checkJwtSecret(env({}));
    expect(absent.check.status).toBe('warning');
    expect((await checkConfigFolder(folder))[0]!.message).toBe('no key file');
    const weak = await checkJwtSecret(env({ JWT_SECRET: 'canary-weak' }));
    expect(weak.check.status).toBe('problem');
    expect(JSON.stringify(weak.check)).not.toContain('canary');
    const good = await checkJwtSecret(env({ JWT_SECRET: 'Vw3-kq8_Zt1xRb6nYd0mHc5uLp9sJf2e' }));
    expect(good.check).toMatchObject({ status: 'ok' });
  });

  it('a weak master key is a problem in production and a warning in development', async () => {
    const weak = { KEYSTOW_MASTER_KEY: 'a'.repeat(40) };
    expect((await checkKeyInputs(env(weak))).status).toBe('problem');
    expect((await checkKeyInputs(env(weak, 'development'))).status).toBe('warning');
    mkdirSync(path.join(folder, 'sub'));
    const gone = { KEYSTOW_MASTER_KEY_FILE: path.join(folder, 'sub', 'none') };
    expect((await checkKeyInputs(env(gone))).status).toBe('problem');
    expect((await checkKeyInputs(env({}))).status).toBe('ok');
  });
});
