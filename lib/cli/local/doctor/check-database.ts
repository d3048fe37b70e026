// Everything that needs the database: it is opened as it is, and nothing is made, migrated or promoted.

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { openDatabase, type Database } from '@/lib/db/connection/database';
import { DatabaseRefusal } from '@/lib/db/connection/database-refusal';
import { DatabaseUnavailable } from '@/lib/db/connection/database-unavailable';
import { describeServer, readMigrationState } from '@/lib/db/health/describe-server';
import { problem, warning, type DoctorCheck } from '@/lib/domain/doctor-check';
import { systemContext } from '@/lib/services/context';
import type { Configuration } from '@/lib/services/managed/configuration';
import { installationOf } from '@/lib/services/installation';
import { checkAuditHeads } from '@/lib/services/doctor/check-audit-heads';
import { checkConnectors } from '@/lib/services/doctor/check-connectors';
import { checkInstances } from '@/lib/services/doctor/check-instances';
import { checkMigrations } from '@/lib/services/doctor/check-migrations';
import { checkOverview } from '@/lib/services/doctor/check-overview';
import { checkClock, checkServer } from '@/lib/services/doctor/check-server';
import { checkValues, type DeepLook } from '@/lib/services/doctor/check-values';
import { BootRefusal } from '@/lib/services/keys/boot-refusal';
import type { JwtRing } from '@/lib/services/keys/jwt/jwt-ring';
import { openKeys } from '@/lib/services/keys/open-keys';
import { readKeyOverview } from '@/lib/services/keys/read-key-overview';

export interface DatabaseLook extends DeepLook {
  readonly configuration: Configuration;
  readonly jwt: JwtRing;
  /** What a running console says, where it has the embedded database to itself; null: it was not asked. */
  readonly askConsole: () => Promise<DoctorCheck[] | null>;
}

export async function checkDatabase(look: DatabaseLook): Promise<DoctorCheck[]> {
  const { env } = look.configuration;
  const databaseUrl = env.databaseUrl?.reveal();
  if (databaseUrl === undefined && !(await isThere(path.join(env.dataDir, 'database')))) return [];
  const checks: DoctorCheck[] = [];
  try {
    const database = await openDatabase({ dataDir: env.dataDir, databaseUrl });
    try {
      await lookInside(database, look, checks);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof DatabaseRefusal && error.code === 'folder_in_use') {
      return (await look.askConsole()) ?? [leftOut(error.problem)];
    }
    checks.push(refused(error));
  }
  return checks;
}

/** Adds to `checks`, so that what was found stays when a later look is refused. */
async function lookInside(
  database: Database,
  look: DatabaseLook,
  checks: DoctorCheck[],
): Promise<void> {
  const server = await describeServer(database);
  checks.push(checkServer(server, database.kind), checkClock(server));
  const migrations = await readMigrationState(database);
  checks.push(checkMigrations(migrations));
  if (!migrations.begun || migrations.pending.length > 0) return;
  const { configuration, jwt } = look;
  const keys = await openKeys(configuration.env, database);
  const installation = installationOf(configuration, {
    id: keys.installationId,
    database,
    keys,
    jwt,
  });
  const overview = await readKeyOverview(systemContext(installation, 'doctor'));
  checks.push(...checkOverview(overview, new Date()));
  checks.push(await checkValues(installation, look));
  checks.push(await checkConnectors(installation));
  checks.push(await checkInstances(installation));
  const heads = await checkAuditHeads(installation);
  if (heads) checks.push(heads);
}

function refused(error: unknown): DoctorCheck {
  if (error instanceof DatabaseRefusal) return problem('database', error.problem, error.remedy);
  if (error instanceof DatabaseUnavailable) {
    const remedy = 'Start the server, or correct DATABASE_URL.';
    return problem('database', 'the database does not answer', remedy);
  }
  if (error instanceof BootRefusal) {
    return problem('master_key', error.message, 'The console does not start until this is mended.');
  }
  throw error;
}

function leftOut(why: string): DoctorCheck {
  return warning(
    'database',
    `${why} What lies in it was not looked at.`,
    'Set KEYSTOW_URL and KEYSTOW_TOKEN to ask the running console, or stop it and run this again.',
  );
}

async function isThere(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}
