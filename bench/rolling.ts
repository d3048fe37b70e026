// How long it takes from a platform change until the last of many workers runs with it.
//
//   node --conditions=react-server --import tsx bench/rolling.ts [workers]
//
// One process holds the console on a temporary PostgreSQL, its REST interface on a local port, and all the
// runners with real child processes that do nothing: on few processors they share, so this is an upper
// bound of what the same machines take apart. Plain time is that of starting as many children at once.

import { setTimeout as pause } from 'node:timers/promises';
import { startChild, endChild } from '@/lib/cli/run/child-process';
import { keepWorker } from '@/lib/cli/run/keep-worker';
import { RESTART_TIMING } from '@/lib/cli/run/restart-gate';
import type { RunWanted } from '@/lib/cli/run/run-wanted';
import type { WorkerList } from '@/lib/contracts/worker';
import { readServerKeys } from '@/lib/crypto/server-key';
import { openDatabase } from '@/lib/db/connection/database';
import { migrate } from '@/lib/db/migration/migrate';
import { consoleOverHttp } from '@/lib/testing/console-over-http';
import { inheritedEnvironment } from '@/lib/env';
import { createPostgresCluster } from '@/lib/testing/postgres-cluster';
import { openRest } from '@/lib/testing/rest';

const WORKERS = Number(process.argv[2] ?? 100);
const ROUNDS = 3;
const APP = 'payments.production.billing';
const CHILD = { command: 'sleep', args: ['100000'] };

process.setMaxListeners(0);
const cluster = await createPostgresCluster({ durable: true });
const database = await openDatabase({ databaseUrl: cluster.url, dataDir: '' });
await migrate(database);
const rest = await openRest(database);
const console_ = await consoleOverHttp(rest.api);
const put = (value: string) =>
  rest.send(rest.machine, 'POST', '/platform/secrets', { body: { key: 'SHARED', value } });
const workers = async () => {
  const { json } = await rest.send(rest.machine, 'GET', `/apps/${APP}/workers?limit=500`);
  return (json as unknown as WorkerList).items;
};

await put('value-0');
const { json } = await rest.send(rest.machine, 'GET', '/server-key');
const quiet = { note: () => undefined, warn: (_: string, text: string) => console.error(text) };
const wanted: RunWanted = {
  ...CHILD,
  source: {
    console: { url: console_.url, token: rest.machine.token },
    serverKeys: readServerKeys(json['current'] as string)!,
    for: { kind: 'app', id: APP },
  },
  only: undefined,
  staged: false,
  partial: false,
  restart: 'platform',
  maxUnavailable: undefined,
  health: undefined,
  graceMs: 10_000,
  waitMs: 0,
  surroundings: { inherited: inheritedEnvironment(), withheld: [], memoryPlaces: [] },
  timing: RESTART_TIMING,
  voice: quiet,
};
const runs = Array.from({ length: WORKERS }, () => keepWorker(wanted));
await all((items) => items.length === WORKERS);

const plain = await plainStarts();
console.log(`${WORKERS} children started and ended without a runner: ${plain.toFixed(2)} s`);
for (let round = 1; round <= ROUNDS; round += 1) {
  const began = performance.now();
  await put(`value-${round}`);
  await all((items) => items.every((one) => one.restarts === round && one.state === 'running'));
  const seconds = (performance.now() - began) / 1000;
  console.log(`round ${round}: ${WORKERS} workers restarted in ${seconds.toFixed(2)} s`);
}
process.kill(process.pid, 'SIGTERM');
await Promise.all(runs);
await console_.goAway();
await database.close();
await cluster.stop();
process.exit();

async function all(are: (items: WorkerList['items']) => boolean): Promise<void> {
  while (!are(await workers())) await pause(100);
}

async function plainStarts(): Promise<number> {
  const began = performance.now();
  const env = wanted.surroundings.inherited;
  const start = { ...CHILD, env, ownGroup: true };
  const children = await Promise.all(runs.map(() => startChild(start)));
  await Promise.all(children.map((child) => endChild(child, 1000)));
  return (performance.now() - began) / 1000;
}
