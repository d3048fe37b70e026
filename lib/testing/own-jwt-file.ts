// A console for tests whose JWT secret is a generated file in a folder of its own.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import type { Installation } from '@/lib/services/context';
import { testInstallation } from './installation';

/** Called again with the same folder, it is the next start. The folder goes when the suite ends. */
export function ownConfigFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'keystow-jwt-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function onOwnJwtFile(
  database: Database,
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Installation> {
  return testInstallation(database, { CONFIG_DIR: folder, JWT_SECRET: '', ...settings });
}
