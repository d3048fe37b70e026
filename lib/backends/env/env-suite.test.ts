import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { describeBackend } from '@/lib/testing/backends/backend-suite';
import { readEnv } from '@/lib/env';
import { openBackend } from '../registry';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'keystow-env-suite-'));
  await mkdir(path.join(root, 'mounted'));
  await writeFile(path.join(root, 'app.env'), '');
});
afterAll(() => rm(root, { recursive: true }));

function open(source: 'file' | 'folder', name: string) {
  const settings = { source, path: path.join(root, name) };
  const env = readEnv({ ENV_BACKEND_PATHS: root });
  return openBackend({ kind: 'env', settings, credentials: null }, env);
}

describeBackend('A mounted folder', {
  kind: 'env',
  open: () => open('folder', 'mounted'),
  keep: (name, value) => writeFile(path.join(root, 'mounted', name), value),
  versions: false,
  pages: 201,
});

describeBackend('A dotenv file', {
  kind: 'env',
  open: () => open('file', 'app.env'),
  // The last line of a name counts; within single quotes nothing is escaped.
  keep: (name, value) => appendFile(path.join(root, 'app.env'), `${name}='${value}'\n`),
  versions: false,
  pages: 201,
});
