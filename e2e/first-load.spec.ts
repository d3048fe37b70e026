// How much script the vault needs before it can be used, beyond what any page of Next needs.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from './fixtures/console-test';

const EXTRA_KILOBYTES_MAX = 75;

const gzipped = (file: string) => gzipSync(readFileSync(path.join('.next', file))).length / 1024;
const sum = (files: readonly string[]) => files.reduce((total, file) => total + gzipped(file), 0);

test(`the vault loads at most ${EXTRA_KILOBYTES_MAX} kB of script more than a bare page`, async ({
  adminPage: page,
  server,
}) => {
  const { rootMainFiles } = JSON.parse(readFileSync('.next/build-manifest.json', 'utf8')) as {
    rootMainFiles: string[];
  };
  await page.goto(`${server.url}/vault`, { waitUntil: 'load' });
  await page
    .getByRole('button', { name: /^Seal (secret|the first secret)$/ })
    .first()
    .waitFor();
  const loaded = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map((entry) => new URL(entry.name).pathname)
      .filter((name) => name.startsWith('/_next/') && name.endsWith('.js')),
  );
  const files = [...new Set(loaded)].map((name) => name.replace('/_next/', ''));
  const [bare, all] = [sum(rootMainFiles), sum(files)];
  expect(rootMainFiles.every((file) => files.includes(file))).toBe(true);
  expect(all - bare, `${all} kB, of which ${bare} are Next's own`).toBeLessThanOrEqual(
    EXTRA_KILOBYTES_MAX,
  );
});
