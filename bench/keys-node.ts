// Another node for bench/keys.ts: says that it is ready, and re-encrypts from the moment it is told to.

import { once } from 'node:events';
import { openDatabase } from '@/lib/db/connection/database';
import { systemContext } from '@/lib/services/context';
import { runReencryption } from '@/lib/services/keys/reencrypt/run-reencryption';
import { testInstallation } from '@/lib/testing/installation';

const database = await openDatabase({ databaseUrl: process.argv[2], dataDir: '' });
const ctx = systemContext(await testInstallation(database), 'bench');
process.stdout.write('ready\n');
await once(process.stdin, 'data');
while (!(await runReencryption(ctx)));
process.stdout.write('done\n');
await database.close();
process.exit(0);
