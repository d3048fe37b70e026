// The migrated embedded database, made once per set of migrations and loaded from a dump after that.

import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { embeddedExtensions } from '@/lib/db/connection/embedded-extensions';
import type { Pool } from 'pg';
import { databaseOn, type Database } from '@/lib/db/connection/database';
import { EmbeddedBackend } from '@/lib/db/connection/embedded-backend';
import { embeddedPool } from '@/lib/db/connection/embedded-database';
import { migrate } from '@/lib/db/migration/migrate';
import { MIGRATIONS_FOLDER, readMigrations } from '@/lib/db/migration/migration-files';

/** A database in memory that nobody else sees. */
export async function openEmbeddedCopy(migrated: boolean = true): Promise<Database> {
  const dump = migrated ? await migratedDump() : await emptyDump();
  const server = await createServer({ loadDataDir: new Blob([dump]) });
  return databaseOn('embedded', poolOn(server), () => server.close());
}

function poolOn(server: PGlite): Pool {
  return embeddedPool(
    new EmbeddedBackend(server, () => Promise.reject(new Error('Its memory is gone.'))),
  );
}

/** PGlite itself, with nothing in it; the caller closes it. */
export async function emptyServer(): Promise<PGlite> {
  return createServer({ loadDataDir: new Blob([await emptyDump()]) });
}

/** Puts a migrated database where `openDatabase({ dataDir })` finds it: faster than making one. */
export async function seedDataDir(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await cp(await migratedFolder(), path.join(dataDir, 'database'), { recursive: true });
}

/** A migrated database to be copied; nobody opens it where it is. */
export async function migratedFolder(): Promise<string> {
  const kept = await keptAt(`migrated-${await migrationsHash()}-${await pgliteVersion()}`);
  if (existsSync(kept)) return kept;
  const loadDataDir = new Blob([await migratedDump()]);
  const beside = `${kept}.${randomUUID()}`;
  await (await createServer({ dataDir: beside, loadDataDir })).close();
  try {
    await rename(beside, kept);
  } catch (error) {
    await rm(beside, { recursive: true });
    if (!existsSync(kept)) throw error;
  }
  return kept;
}

/** Lower-case hex that changes with any migration. */
export async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, checksum } of await readMigrations(MIGRATIONS_FOLDER)) {
    hash.update(`${name} ${checksum}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

async function migratedDump(): Promise<Uint8Array<ArrayBuffer>> {
  return cached(`migrated-${await migrationsHash()}`, async () => {
    const server = await emptyServer();
    const db = databaseOn('embedded', poolOn(server));
    await migrate(db);
    await db.close();
    return server;
  });
}

function emptyDump(): Promise<Uint8Array<ArrayBuffer>> {
  return cached('empty', () => createServer());
}

async function createServer(options: PGliteOptions = {}): Promise<PGlite> {
  return PGlite.create({ ...options, extensions: await embeddedExtensions() });
}

/** Written beside and renamed, so that suites in other processes see a whole dump or none. */
async function cached(name: string, make: () => Promise<PGlite>): Promise<Uint8Array<ArrayBuffer>> {
  const file = await keptAt(`${name}-${await pgliteVersion()}.tar`);
  const found = await readFile(file).catch(() => null);
  if (found !== null) return new Uint8Array(found);
  const server = await make();
  const dump = new Uint8Array(await (await server.dumpDataDir('none')).arrayBuffer());
  await server.close();
  const beside = `${file}.${randomUUID()}`;
  try {
    await writeFile(beside, dump);
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
  return dump;
}

/** A path that only we can write to, the same for every process of the tests. */
async function keptAt(name: string): Promise<string> {
  const folder = path.join(tmpdir(), `keystow-test-${userInfo().uid}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return path.join(folder, name);
}

async function pgliteVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return manifest.dependencies['@electric-sql/pglite'] ?? 'unknown';
}
