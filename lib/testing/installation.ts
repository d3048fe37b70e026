// A console for tests: keys unlocked on a given database, as at boot, without files.

import path from 'node:path';
import { tmpdir } from 'node:os';
import type { Database } from '@/lib/db/connection/database';
import type { Context, Installation } from '@/lib/services/context';
import { KeyRing } from '@/lib/services/keys/key-ring';
import { loadJwtSecrets } from '@/lib/services/keys/jwt-secrets';
import { rootLoader } from '@/lib/services/keys/load-root';
import { unlock } from '@/lib/services/keys/unlock';
import { installationOf } from '@/lib/services/installation';
import { Configuration } from '@/lib/services/managed/configuration';

/** Drawn at random once; seals nothing but what tests make up. */
export const TEST_MASTER_KEY = '5b8f0c9d2e71a6439cf2b1d80e5a7763f4c8193ab2d06e57918c4fa03de6b2c1';
export const OTHER_MASTER_KEY = 'c7e1a95d04b83f62d9130ce8571fb4a26e8d03f7b5924c1ae06f3d8872b9c540';

/** Under which database connections of tests are sealed. */
export const TEST_INSTANCE_KEY = '71UZc2avH-ofsxaLWBxnit1i06HatDk7jKNANKdQX1g=';

const TEST_JWT_SECRET = 'Vw3-kq8_Zt1xRb6nYd0mHc5uLp9sJf2e';
/** No test writes there: all keys are in the environment. */
const FOLDER = path.join(tmpdir(), 'keystow-test-no-files');

/**
 * The installation on `database`, with the first root key when it is empty. With OTHER_MASTER_KEY on
 * a database that has one, it comes up locked.
 */
export async function testInstallation(
  database: Database,
  settings: Readonly<Record<string, string>> = {},
): Promise<Installation> {
  const configuration = Configuration.ofVariables({
    NODE_ENV: 'test',
    KEYSTOW_MASTER_KEY: TEST_MASTER_KEY,
    JWT_SECRET: TEST_JWT_SECRET,
    INSTANCE_ENCRYPTION_KEY: TEST_INSTANCE_KEY,
    CONFIG_DIR: FOLDER,
    DATA_DIR: FOLDER,
    BACKUP_DIR: path.join(tmpdir(), 'keystow-test-backups'),
    ...settings,
  });
  const { env } = configuration;
  const jwt = await loadJwtSecrets(env);
  const { installationId, state } = await unlock(env, database);
  const keys = new KeyRing(installationId, state, rootLoader(env, installationId));
  return installationOf(configuration, { id: installationId, database, keys, jwt });
}

/** A context in which `actor` asks for something. */
export function contextOf(installation: Installation, actor: Context['actor']): Context {
  return { installation, actor, requestId: 'test' };
}
