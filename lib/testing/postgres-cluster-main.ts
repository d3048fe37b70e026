// A temporary PostgreSQL for other programs: prints {"url"} as one line, and is gone after SIGTERM.

import { fstatSync } from 'node:fs';
import { createPostgresCluster, NoPostgres } from './postgres-cluster';

try {
  const cluster = await createPostgresCluster();
  let removing: Promise<void> | null = null;
  const remove = (): void => {
    removing ??= cluster.remove().finally(() => process.exit());
  };
  process.once('SIGTERM', remove).once('SIGINT', remove).once('SIGHUP', remove);
  // The end of the parent closes the pipe, also when it was killed.
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) process.stdin.once('close', remove).resume();
  process.stdout.write(`${JSON.stringify({ url: cluster.url })}\n`);
} catch (error) {
  if (!(error instanceof NoPostgres)) throw error;
  process.stdout.write(`${JSON.stringify({ reason: error.message })}\n`);
}
