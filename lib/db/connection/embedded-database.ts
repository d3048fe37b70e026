// PGlite in this process: PostgreSQL without a server, in a folder that only we may open.

import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { PGlite } from '@electric-sql/pglite';
import 'server-only';
import { DatabaseRefusal } from './database-refusal';
import { EmbeddedBackend } from './embedded-backend';
import { embeddedExtensions } from './embedded-extensions';
import { EmbeddedStream } from './embedded-stream';
import { lockFolder } from './folder-lock';
import { prepareEmbeddedSession } from './session-settings';

/** Transactions queue for the one connection, so this is also how long a request may wait its turn. */
const WAIT_MS_MAX = 20_000;

export interface EmbeddedDatabase {
  readonly pool: pg.Pool;
  /** Shuts PostgreSQL down cleanly and gives the folder back. The pool has ended before. */
  shutDown(): Promise<void>;
}

/** A pool of one connection: PGlite has one session, and a second connection would corrupt it. */
export function embeddedPool(backend: EmbeddedBackend): pg.Pool {
  return new pg.Pool({
    stream: () => new EmbeddedStream(backend),
    max: 1,
    ssl: false,
    user: 'postgres',
    database: 'postgres',
    password: 'unused',
    connectionTimeoutMillis: WAIT_MS_MAX,
    idleTimeoutMillis: 0,
    onConnect: prepareEmbeddedSession,
  });
}

/**
 * Opens the database below `dataDir`, which is made (0700) when absent; the first time takes
 * seconds. Throws DatabaseRefusal while another process has the folder.
 */
export async function openEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
  const lock = await lockFolder(dataDir);
  const folder = path.join(dataDir, 'database');
  try {
    let server = await openFolder(folder);
    const backend = new EmbeddedBackend(server, async () => {
      await abandon(server);
      server = await openFolder(folder);
      return server;
    });
    const shutDown = async (): Promise<void> => {
      await (backend.isDown ? abandon(server) : server.close());
    };
    return {
      pool: embeddedPool(backend),
      shutDown: () => shutDown().finally(() => lock.release()),
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Lets go of the files of a server that went down, without letting it write to them again. */
async function abandon(server: PGlite): Promise<void> {
  await server.fs?.closeFs().catch(() => undefined);
}

async function openFolder(folder: string): Promise<PGlite> {
  try {
    if (!(await exists(folder))) {
      // Made beside and renamed: a kill half-way leaves nothing that looks like a database.
      const unfinished = `${folder}.new`;
      await rm(unfinished, { recursive: true, force: true });
      await mkdir(unfinished, { mode: 0o700 });
      await (await startServer(unfinished)).close();
      await rename(unfinished, folder);
    }
    return await startServer(folder);
  } catch (error) {
    throw new DatabaseRefusal(
      'folder_unusable',
      `The embedded database in ${folder} does not open.`,
      'Look for a full disk and for files of another owner; or restore a backup.',
      error,
    );
  }
}

/** Progress is not logged, because its timer would outlive a start that fails. */
async function startServer(folder: string): Promise<PGlite> {
  const { PGlite } = await import('@electric-sql/pglite');
  const server = new PGlite(folder, {
    extensions: await embeddedExtensions(),
    startParams: [...PGlite.defaultStartParams, '-c', 'log_startup_progress_interval=0'],
  });
  try {
    await server.waitReady;
    return server;
  } catch (error) {
    await abandon(server);
    throw error;
  }
}

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}
