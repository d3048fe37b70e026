// The migrations that belong to this program, read from their folder.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import 'server-only';

export interface Migration {
  /** The folder's name, `yyyymmddhhmmss_words`: sorts by age. */
  readonly name: string;
  readonly sql: string;
  /** Lower-case hex SHA-256 of the file's bytes, as Prisma records it. */
  readonly checksum: string;
}

/** Relative to the working folder, which is that of the program. */
export const MIGRATIONS_FOLDER = 'prisma/migrations';

/** Every migration of `folder`, oldest first. Rejects when a folder lacks its `migration.sql`. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(folder, name)));
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const bytes = await readFile(path.join(folder, name, 'migration.sql'));
  const checksum = createHash('sha256').update(bytes).digest('hex');
  return { name, sql: bytes.toString('utf8'), checksum };
}
