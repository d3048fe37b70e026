// A temporary real PostgreSQL server for tests: own folder, own port, gone afterwards.

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

const run = promisify(execFile);

export interface PostgresCluster {
  /** The superuser's, to the database `postgres`. */
  readonly url: string;
  /** `immediate` is as good as a power cut for the server's clients; the files recover at `start`. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
  /** Stops the server and deletes its files. */
  remove(): Promise<void>;
}

/** Thrown where no PostgreSQL is installed. */
export class NoPostgres extends Error {}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Makes and starts a cluster with trust authentication on loopback. Throws NoPostgres. It does not wait for
 * its disk unless it is `durable`, which is for whoever measures.
 */
export async function createPostgresCluster({ durable = false } = {}): Promise<PostgresCluster> {
  const bin = await findBinaries();
  const owner = await serverOwner();
  const home = await mkdtemp(path.join(await placeOf(durable), 'keystow-postgres-'));
  if (owner) await chown(home, owner.uid, owner.gid);
  const data = path.join(home, 'data');
  const port = await freePort();
  const options = { cwd: home, ...owner };
  await run(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    options,
  );
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | null = null;
  const cluster: PostgresCluster = {
    url,
    start: async () => {
      server ??= spawn(path.join(bin, 'postgres'), ['-D', data, ...settings(port, home, durable)], {
        ...options,
        stdio: 'ignore',
      });
      await answering(url, server);
    },
    stop: async (mode = 'fast') => {
      if (server === null) return;
      const ended = once(server, 'exit');
      server.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
      server = null;
      await ended;
    },
    remove: async () => {
      await cluster.stop('immediate');
      await rm(home, { recursive: true, force: true });
    },
  };
  try {
    await cluster.start();
    return cluster;
  } catch (error) {
    await cluster.remove();
    throw error;
  }
}

const MEMORY = '/dev/shm';
const MEMORY_BYTES_MIN = 4 * 2 ** 30;

/** In memory, where there is enough of it: every suite has copies of a database, and throws them away. */
async function placeOf(durable: boolean): Promise<string> {
  if (durable) return tmpdir();
  const { bavail, bsize } = await statfs(MEMORY).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize >= MEMORY_BYTES_MIN ? MEMORY : tmpdir();
}

function settings(port: number, home: string, durable: boolean): string[] {
  return Object.entries({
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: home,
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    max_connections: 200,
    shared_buffers: '64MB',
    deadlock_timeout: '100ms',
    // Databases of tests live for seconds.
    ...(durable ? {} : { autovacuum: 'off', jit: 'off' }),
    log_destination: 'stderr',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The newest of the folders where Debian keeps versions side by side, or whatever is on the PATH. */
async function findBinaries(): Promise<string> {
  const debian = '/usr/lib/postgresql';
  const versions = await readdir(debian).catch(() => []);
  const newest = versions
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => b - a);
  const folders = newest.map((version) => path.join(debian, String(version), 'bin'));
  const onPath = await run('pg_config', ['--bindir']).then(
    ({ stdout }) => [stdout.trim()],
    () => [],
  );
  for (const folder of [...onPath, ...folders]) {
    const works = await run(path.join(folder, 'initdb'), ['--version']).then(
      () => true,
      () => false,
    );
    if (works) return folder;
  }
  throw new NoPostgres('No PostgreSQL server was found on the PATH or in /usr/lib/postgresql.');
}

/** PostgreSQL refuses to run as root, so root lends it another user. */
async function serverOwner(): Promise<Owner | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const owner = await run('id', ['-u', name]).then(
      async ({ stdout }) => ({
        uid: Number(stdout),
        gid: Number((await run('id', ['-g', name])).stdout),
      }),
      () => null,
    );
    if (owner) return owner;
  }
  throw new NoPostgres('PostgreSQL does not run as root, and there is no user to lend it.');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}

const ATTEMPTS_MAX = 600;
const POLL_MS = 50;

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}.`);
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined);
    const up = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (up) return;
    await pause(POLL_MS);
  }
  throw new Error('PostgreSQL did not answer.');
}
