// PGlite in this process: PostgreSQL without a server, in a folder that only we may open.

import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { PGlite } from '@electric-sql/pglite';
import 'server-only';
import { DatabaseRefusal } from './database-refusal';
import { EmbeddedBackend, type WireServer } from './embedded-backend';
import { EmbeddedStream } from './embedded-stream';
import { lockFolder } from './folder-lock';
import { prepareSession } from './session-settings';

/** Transactions queue for the one connection, so this is also how long a request may wait its turn. */
const WAIT_MS_MAX = 20_000;

export interface EmbeddedDatabase {
  readonly pool: pg.Pool;
  /** Shuts PostgreSQL down cleanly and gives the folder back. The pool has ended before. */
  shutDown(): Promise<void>;
}

/** A pool of one connection to `server`: PGlite has one session, and a second would corrupt it. */
export function embeddedPool(server: WireServer): pg.Pool {
  const backend = new EmbeddedBackend(server);
  return new pg.Pool({
    stream: () => new EmbeddedStream(backend),
    max: 1,
    ssl: false,
    user: 'postgres',
    database: 'postgres',
    password: 'unused',
    connectionTimeoutMillis: WAIT_MS_MAX,
    idleTimeoutMillis: 0,
    onConnect: prepareSession,
  });
}

/**
 * Opens the database below `dataDir`, which is made (0700) when absent; the first time takes
 * seconds. Throws DatabaseRefusal while another process has the folder.
 */
export async function openEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
  const lock = await lockFolder(dataDir);
  try {
    const server = await openFolder(path.join(dataDir, 'database'));
    return {
      pool: embeddedPool(server),
      shutDown: () => server.close().finally(() => lock.release()),
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openFolder(folder: string): Promise<PGlite> {
  const { PGlite } = await import('@electric-sql/pglite');
  try {
    if (!(await exists(folder))) {
      // Made beside and renamed: a kill half-way leaves nothing that looks like a database.
      const unfinished = `${folder}.new`;
      await rm(unfinished, { recursive: true, force: true });
      await mkdir(unfinished, { mode: 0o700 });
      await (await PGlite.create(unfinished)).close();
      await rename(unfinished, folder);
    }
    return await PGlite.create(folder);
  } catch (error) {
    throw new DatabaseRefusal(
      'folder_unusable',
      `The embedded database in ${folder} does not open.`,
      'Look for a full disk and for files of another owner; or restore a backup.',
      error,
    );
  }
}

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}
