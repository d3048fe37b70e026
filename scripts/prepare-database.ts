// Child of a start: checks the environment, opens the database, migrates it, closes it, and sends
// the parent the settings it needs to serve.

import { openDatabase } from '@/lib/db/connection/database';
import { migrate } from '@/lib/db/migration/migrate';
import { EnvRefusal } from '@/lib/env';
import { BootRefusal } from '@/lib/services/keys/boot-refusal';
import { gatherConfiguration } from '@/lib/services/managed/gather-configuration';
import { refuseWeakAdmin } from '@/lib/services/setup/check-admin-password';

/** Prints what to do about an expected refusal; anything else is a defect and keeps its stack. */
function tell(error: unknown): void {
  const refused = error instanceof EnvRefusal || error instanceof BootRefusal;
  const expected = refused || (error instanceof Error && 'remedy' in error);
  console.error(expected ? (error as Error).message : error);
}

async function prepare(): Promise<void> {
  const { env } = await gatherConfiguration();
  const { host, port, baseUrl, databaseUrl, dataDir } = env;
  const database = await openDatabase({
    dataDir,
    ...(databaseUrl ? { databaseUrl: databaseUrl.reveal() } : {}),
  });
  try {
    const { applied } = await migrate(database);
    for (const name of applied) console.log(`  applied migration ${name}`);
    // Here, so that nobody waits for a build to be told.
    await refuseWeakAdmin(env, database);
  } finally {
    await database.close();
  }
  process.send?.({ host, port, baseUrl });
}

try {
  await prepare();
} catch (error) {
  tell(error);
  process.exitCode = 1;
}
