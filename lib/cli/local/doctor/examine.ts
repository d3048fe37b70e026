// All that the doctor looks at, in the order in which faults explain one another.

import nextEnv from '@next/env';
import { consoleClient } from '@/lib/client/console-client';
import { RequestRefused } from '@/lib/client/request-refused';
import type { KeyOverview } from '@/lib/contracts/keys';
import { ok, problem, type DoctorCheck } from '@/lib/domain/doctor-check';
import { isDevelopment, type Env } from '@/lib/env';
import { checkOverview } from '@/lib/services/doctor/check-overview';
import { checkConsoleSecrets } from '@/lib/services/doctor/check-console-secrets';
import { checkSignOn } from '@/lib/services/doctor/check-sign-on';
import type { DeepLook } from '@/lib/services/doctor/check-values';
import { checkBaseUrl } from './check-base-url';
import { checkCheckpointFolder } from './check-checkpoint-folder';
import { checkConfigFolder } from './check-config-folder';
import { checkDataFolder } from './check-data-folder';
import { checkDatabase } from './check-database';
import { checkDiskSpace } from './check-disk-space';
import { checkEnvironment } from './check-environment';
import { checkJwtSecret } from './check-jwt-secret';
import { checkKeyInputs } from './check-key-inputs';
import { checkNodeVersion } from './check-node-version';

/** With the settings of `npm start` in this folder, `.env` files included. Changes nothing. */
export async function examine(look: DeepLook): Promise<DoctorCheck[]> {
  const silent = { info: () => undefined, error: () => undefined };
  nextEnv.loadEnvConfig(process.cwd(), isDevelopment(), silent);
  const { configuration, checks } = await checkEnvironment();
  const first = [checkNodeVersion(), ...checks];
  if (!configuration) return first;
  const { env } = configuration;
  const jwt = await checkJwtSecret(env);
  const signOn = await checkSignOn(env.signOn);
  return [
    ...first,
    checkBaseUrl(env),
    ...(await checkConfigFolder(env.configDir)),
    ...(env.databaseUrl ? [] : [await checkDataFolder(env.dataDir)]),
    await checkDiskSpace(env.dataDir),
    ...(await checkCheckpointFolder(env.auditCheckpointDir)),
    await checkKeyInputs(env),
    jwt.check,
    ...(await checkConsoleSecrets(configuration, jwt.ring)),
    ...(signOn ? [signOn] : []),
    ...(await checkDatabase({
      ...look,
      configuration,
      jwt: jwt.ring,
      askConsole: () => askConsole(env),
    })),
  ];
}

/** Null where it was not said how to ask. */
async function askConsole({ consoleUrl, consoleToken }: Env): Promise<DoctorCheck[] | null> {
  const token = consoleToken?.reveal();
  if (consoleUrl === undefined || token === undefined) return null;
  try {
    const keys = await consoleClient({ url: consoleUrl, token })<KeyOverview>('GET', '/keys');
    const told = ok('database', `the console at ${consoleUrl} has it, and told what follows`);
    return [told, ...checkOverview(keys, new Date())];
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    const remedy = 'Look at KEYSTOW_URL and KEYSTOW_TOKEN: the token needs keys:manage.';
    return [problem('database', `the console at ${consoleUrl} refused: ${error.message}`, remedy)];
  }
}
