// The running console: one installation per process, booted once and shared by every entrance.

import 'server-only';
import { openDatabase } from '@/lib/db/connection/database';
import { adoptEnv } from '@/lib/env';
import { migrate } from '@/lib/db/migration/migrate';
import type { Installation } from './context';
import { checkInstanceKeys } from './instances/check-instance-keys';
import { KeyRing } from './keys/key-ring';
import { loadJwtSecrets } from './keys/jwt-secrets';
import { rootLoader } from './keys/load-root';
import { checkKeysDiffer } from './keys/master-key-inputs';
import { unlock } from './keys/unlock';
import type { Configuration } from './managed/configuration';
import { gatherConfiguration } from './managed/gather-configuration';

export interface Booted {
  readonly installation: Installation;
  readonly warnings: readonly string[];
}

/** Opens and migrates the database, then the keys. Throws BootRefusal or DatabaseRefusal. */
export async function boot(configuration: Configuration): Promise<Booted> {
  const { env } = configuration;
  const jwt = await loadJwtSecrets(env);
  const database = await openDatabase({
    databaseUrl: env.databaseUrl?.reveal(),
    dataDir: env.dataDir,
  });
  try {
    await migrate(database);
    const { installationId, state, warnings } = await unlock(env, database);
    const shared = [
      ...(await checkKeysDiffer(env, installationId, jwt.currentText)),
      ...(await checkInstanceKeys(env, installationId, jwt.currentText)),
    ];
    const keys = new KeyRing(installationId, state, rootLoader(env, installationId));
    return {
      installation: installationOf(configuration, { id: installationId, database, keys, jwt }),
      warnings: [...warnings, ...shared],
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Whoever holds it sees what is applied later. */
export function installationOf(
  configuration: Configuration,
  rest: Omit<Installation, 'env' | 'configuration'>,
): Installation {
  return {
    ...rest,
    configuration,
    get env() {
      return configuration.env;
    },
  };
}

// Next compiles instrumentation and routes separately: the process, not the module, holds the console.
const held = globalThis as typeof globalThis & { __keystow?: Promise<Booted> };

/** The console of this process, booted on first use. A failed boot is tried again by the next call. */
export function bootOnce(): Promise<Booted> {
  held.__keystow ??= bootProcess().catch((error: unknown) => {
    delete held.__keystow;
    throw error;
  });
  return held.__keystow;
}

async function bootProcess(): Promise<Booted> {
  const configuration = await gatherConfiguration();
  adoptEnv(configuration.env);
  return boot(configuration);
}

export async function currentInstallation(): Promise<Installation> {
  return (await bootOnce()).installation;
}
