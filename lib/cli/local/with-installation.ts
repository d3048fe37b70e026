// Opens an installation that is there already for one command: makes nothing, migrates nothing.

import nextEnv from '@next/env';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { openDatabase } from '@/lib/db/connection/database';
import type { Database } from '@/lib/db/connection/database';
import { DatabaseRefusal } from '@/lib/db/connection/database-refusal';
import { MIGRATIONS_FOLDER } from '@/lib/db/migration/migration-files';
import { requireMigrated } from '@/lib/db/migration/require-migrated';
import { isDevelopment } from '@/lib/env';
import type { Env } from '@/lib/env';
import type { Installation } from '@/lib/services/context';
import { BootRefusal } from '@/lib/services/keys/boot-refusal';
import { openKeys } from '@/lib/services/keys/open-keys';
import type { Configuration } from '@/lib/services/managed/configuration';
import { gatherConfiguration } from '@/lib/services/managed/gather-configuration';
import { CommandRefused } from '../command-refused';

/**
 * The settings are those of `npm start` in this folder, `.env` files included; the database must have
 * been set up by a console. Locked keys are no hindrance here. Throws CommandRefused with what to do.
 */
export async function withInstallation<T>(
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  if (!(await exists(MIGRATIONS_FOLDER))) {
    throw new CommandRefused(
      'other_folder',
      'Run this in the folder of Keystow, the one that npm start is run in.',
    );
  }
  const silent = { info: () => undefined, error: () => undefined };
  nextEnv.loadEnvConfig(process.cwd(), isDevelopment(), silent);
  try {
    const configuration = await gatherConfiguration();
    const database = await openExisting(configuration.env);
    try {
      await requireMigrated(database);
      return await work(await installationOn(configuration, database));
    } finally {
      await database.close();
    }
  } catch (error) {
    throw asRefused(error);
  }
}

/** An embedded database is not made by looking for it. */
async function openExisting(env: Env): Promise<Database> {
  const { dataDir } = env;
  const databaseUrl = env.databaseUrl?.reveal();
  if (databaseUrl === undefined && !(await exists(path.join(dataDir, 'database')))) {
    throw new CommandRefused(
      'nothing_there',
      `There is no console in ${dataDir}. Run this with the DATA_DIR, or the DATABASE_URL, that the console is started with.`,
    );
  }
  return openDatabase({ dataDir, databaseUrl });
}

/** Its keys are opened as far as they can be; none is made. */
export async function installationOn(
  configuration: Configuration,
  database: Database,
): Promise<Installation> {
  const { env } = configuration;
  const keys = await openKeys(env, database);
  return {
    id: keys.installationId,
    env,
    configuration,
    database,
    keys,
    get jwt(): never {
      throw new TypeError('A command signs no sessions.');
    },
  };
}

/** A refusal of the command's, where it is one of the database or of the keys. */
export function asRefused(error: unknown): unknown {
  if (error instanceof DatabaseRefusal && error.code === 'folder_in_use') {
    return new CommandRefused(
      error.code,
      `${error.problem} The embedded database has one user at a time: stop the console, run this again, then start it.`,
    );
  }
  if (error instanceof DatabaseRefusal || error instanceof BootRefusal) {
    return new CommandRefused(error.code, error.message);
  }
  return error;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
