// A Python with the libraries that tests compare with, kept in a virtual environment of the checkout.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const REQUIREMENTS = path.join(import.meta.dirname, 'requirements.txt');
const CACHE = path.join(import.meta.dirname, '../../../node_modules/.cache/keystow-tests');
const INSTALLS_WITHIN_MS = 180_000;
const LINES_OF_REASON = 3;

/** The interpreter's path, or why there is none. */
export type Python = { readonly path: string } | { readonly reason: string };

let found: Promise<Python> | undefined;

/** Made on first use, which takes a quarter of a minute, and again after the requirements changed. */
export function findPython(): Promise<Python> {
  found ??= make().catch((error: unknown) => ({ reason: reasonOf(error) }));
  return found;
}

async function make(): Promise<Python> {
  const digest = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  const home = path.join(CACHE, `python-${digest.slice(0, 16)}`);
  const python = path.join(home, 'bin/python');
  if (existsSync(python)) return { path: python };
  // Whole or not at all: processes that make it at the same time each rename their own.
  const fresh = `${home}.${process.pid}`;
  await mkdir(CACHE, { recursive: true });
  try {
    await run('python3', ['-m', 'venv', fresh]);
    const install = ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', REQUIREMENTS];
    await run(path.join(fresh, 'bin/python'), install, { timeout: INSTALLS_WITHIN_MS });
    await rename(fresh, home).catch((error: unknown) => {
      if (!existsSync(python)) throw error;
    });
    return { path: python };
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

function reasonOf(error: unknown): string {
  const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string };
  if (code === 'ENOENT') return 'python3 is not on the PATH.';
  const lines = (stderr?.trim() || message).split('\n');
  return `Its libraries could not be installed: ${lines.slice(-LINES_OF_REASON).join(' ')}`;
}
