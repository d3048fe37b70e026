import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readEnv } from '@/lib/env';
import { loadJwtSecrets } from '../jwt-secrets';
import { prepareJwtFile, putJwtFileInForce, removePreviousJwtFile } from './jwt-files';

let folder: string;
const env = () => readEnv({ NODE_ENV: 'production', CONFIG_DIR: folder, DATA_DIR: folder });
const kidsOf = async () => (await loadJwtSecrets(env())).accepted.map(({ kid }) => kid);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keystow-jwt-files-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

it('a console cut off between any two writes starts, and accepts what cookies were signed with', async () => {
  const first = await loadJwtSecrets(env());
  const { kid } = first.current;
  const next = await prepareJwtFile(env(), undefined);
  expect(await kidsOf(), 'the next file is written').toEqual([kid]);

  const file = path.join(folder, 'jwt.secret');
  linkSync(file, `${file}.previous`);
  expect(await kidsOf(), 'the old one is kept too').toEqual([kid]);

  await putJwtFileInForce(env(), first.currentText, next);
  const [current, previous, ...more] = await kidsOf();
  expect([previous, ...more], 'the next one is in force').toEqual([kid]);
  expect(current).not.toBe(kid);

  await removePreviousJwtFile(env());
  expect(await kidsOf()).toEqual([current]);
  expect(readdirSync(folder)).toEqual(['jwt.secret']);
});

it('what an earlier attempt left is overwritten', async () => {
  await loadJwtSecrets(env());
  writeFileSync(path.join(folder, 'jwt.secret.new'), 'half of a sec');
  expect(await prepareJwtFile(env(), undefined)).toMatch(/^[0-9a-f]{64}$/);
});

it('a folder that cannot be written leaves the secret in force as it is', async () => {
  const { current } = await loadJwtSecrets(env());
  // Root may write anywhere: a folder in the way of the file stands for it as well.
  mkdirSync(path.join(folder, 'jwt.secret.new', 'in the way'), { recursive: true });
  await expect(prepareJwtFile(env(), undefined)).rejects.toMatchObject({ code: 'conflict' });
  expect(await kidsOf()).toEqual([current.kid]);
});

it('a previous file belongs to a generated secret, not to one of the environment', async () => {
  const { currentText } = await loadJwtSecrets(env());
  await putJwtFileInForce(env(), currentText, await prepareJwtFile(env(), undefined));
  const given = { ...env(), jwtSecret: { reveal: () => 'Vw3-kq8_Zt1xRb6nYd0mHc5uLp9sJf2e' } };
  const ring = await loadJwtSecrets(given as ReturnType<typeof readEnv>);
  expect([ring.source, ring.previous]).toEqual(['JWT_SECRET', null]);
});
