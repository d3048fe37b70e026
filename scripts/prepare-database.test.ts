import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ENVIRONMENT_SCHEMA } from '@/lib/env/environment-schema';

const home = mkdtempSync(path.join(tmpdir(), 'keystow-prepare-'));
const folders = { DATA_DIR: path.join(home, 'data'), CONFIG_DIR: path.join(home, 'config') };
const mounted = path.join(home, 'mounted');
beforeAll(() => {
  mkdirSync(mounted);
  writeFileSync(path.join(mounted, 'DATABASE_URL'), 'postgresql://x:canary@127.0.0.1:1/x');
});
afterAll(() => rmSync(home, { recursive: true }));

/** What it prints, and how it ends. */
async function prepare(settings: Readonly<Record<string, string>>) {
  const unset = Object.keys(ENVIRONMENT_SCHEMA.shape).map((name) => [name, '']);
  const env = { ...process.env, ...Object.fromEntries(unset), NODE_ENV: 'production' } as const;
  const args = ['--conditions=react-server', '--import', 'tsx', 'scripts/prepare-database.ts'];
  return new Promise<{ failed: boolean; told: string }>((resolve) => {
    const options = { env: { ...env, ...folders, ...settings } };
    execFile(process.execPath, args, options, (error, stdout, stderr) =>
      resolve({ failed: error !== null, told: stdout + stderr }),
    );
  });
}

it('a start prepares the database of a mounted DATABASE_URL, not an embedded one', async () => {
  const { failed, told } = await prepare({ SECRET_DIR: mounted });
  expect(failed).toBe(true);
  expect(told).not.toContain('canary');
  expect(existsSync(folders.DATA_DIR)).toBe(false);
}, 60_000);

it('a start whose provider does not answer names the reference, and makes nothing', async () => {
  const cloud = { SECRET_PROVIDER: 'aws', AWS_REGION: 'eu-central-1' };
  const more = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', BACKEND_PRIVATE_HOSTS: '127.0.0.1' };
  const { failed, told } = await prepare({ ...cloud, ...more });
  expect(failed).toBe(true);
  expect(told).toMatch(/SECRET_PROVIDER=aws: keystow\/\w+ could not be read/);
  expect(told).not.toContain('    at ');
  expect(existsSync(folders.DATA_DIR)).toBe(false);
}, 60_000);
