// Transfers: a mounted folder is imported by reference and by value, from a plan that is read first.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startConsole, type ConsoleServer } from './fixtures/console-server';
import { ADMIN, expect, test as base } from './fixtures/console-test';
import { DESK, expectAccessible, PHONE } from './fixtures/expect-accessible';
import { callRest } from './fixtures/rest';
import { searchConsole } from './fixtures/search-console';

const FILES = ['MAIL_KEY', 'card-fees', 'LD_PRELOAD', 'QUEUE_URL', 'SPARE_KEY'];

const test = base.extend<object, { readonly mounted: string; readonly server: ConsoleServer }>({
  mounted: [
    async ({}, provide) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'keystow-mounted-'));
      const mount = path.join(folder, 'mounted');
      mkdirSync(mount);
      for (const name of FILES) writeFileSync(path.join(mount, name), `canary-of-${name}`);
      await provide(mount);
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ database, mounted }, provide) => {
      const server = await startConsole({
        database,
        env: {
          KEYSTOW_ADMIN_EMAIL: ADMIN.email,
          KEYSTOW_ADMIN_PASSWORD: ADMIN.password,
          ENV_BACKEND_PATHS: mounted,
          BACKEND_POLL_SECONDS: '0',
        },
      });
      await provide(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test('a folder is imported by reference, then by value, row by row and with other names', async ({
  adminPage: page,
  adminCookie,
  ownApp,
  server: { url },
  server,
  mounted,
}) => {
  const admin = { cookie: adminCookie };
  await page.goto(`${url}/vault/transfers/new?scope=${ownApp.path}`);
  await expect(page.getByText(/no connector serves/)).toBeVisible();
  await expectAccessible(page);
  const settings = { source: 'folder', path: mounted };
  const body = { kind: 'env', slug: 'mounted', name: 'Mounted', settings };
  const made = await callRest(url, admin, 'POST', '/connectors', body);
  expect(made.status, made.text).toBe(201);

  await page.goto(`${url}/backends?scope=${ownApp.path}`);
  await page.getByRole('link', { name: 'Import from Mounted' }).click();
  await expect(page.getByRole('heading', { name: /^Transfer secrets of/ })).toBeVisible();
  await expect(page.getByRole('radio', { name: /^Import by reference/ })).toBeChecked();
  const only = page.getByLabel('Only these paths');
  await only.fill('not a glob?');
  await page.getByRole('button', { name: 'Plan transfer' }).click();
  await expect(only).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText(/^glob\? is no path or name: take letters/)).toBeVisible();
  await expectAccessible(page);
  await only.fill('');
  await page.getByRole('button', { name: 'Plan transfer' }).click();

  await expect(page.getByText('4 new, 1 invalid')).toBeVisible();
  const row = (name: string) => page.getByRole('row').filter({ has: page.getByLabel(name) });
  await expect(row('Name for LD_PRELOAD')).toContainText('invalid');
  await expectAccessible(page);
  await page.setViewportSize(PHONE);
  await page.getByLabel('Name for card-fees').fill('CARD_FEES_KEY');
  await page.getByRole('button', { name: 'Plan again with 1 other name' }).click();
  await expect(page.getByRole('button', { name: 'Refer to 4' })).toBeVisible();
  await expect(page.getByLabel('Name for card-fees')).toHaveValue('CARD_FEES_KEY');
  await page.getByRole('button', { name: 'Leave out QUEUE_URL, new' }).click();
  await page.getByRole('button', { name: 'Leave out SPARE_KEY, new' }).click();
  await page.getByRole('button', { name: 'Refer to 2' }).click();
  await expect(page.getByText(/^2 secrets of .* refer to mounted now/)).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '100');
  await expectAccessible(page);

  await page.setViewportSize(DESK);
  await page.goto(`${url}/vault?scope=${ownApp.path}`);
  await page.getByRole('link', { name: 'Transfer…' }).click();
  await page.getByRole('radio', { name: /^Import by value/ }).check();
  await page.getByRole('button', { name: 'Plan transfer' }).click();
  await expect(page.getByText('3 new, 1 invalid, 1 taken')).toBeVisible();
  await page.getByRole('button', { name: 'Leave out CARD_FEES, new' }).click();
  await page.getByRole('button', { name: 'Seal 2' }).click();
  await expect(page.getByText(/^2 values were sealed in/)).toBeVisible();
  await page.getByRole('link', { name: /^Transfers of/ }).click();
  await expect(page.getByRole('link', { name: 'Import by value from mounted' })).toBeVisible();
  await expectAccessible(page);

  const listed = await callRest(url, admin, 'GET', `/apps/${ownApp.path}/secrets`);
  const places = (listed.json['items'] as { key: string; backend: string }[]).map(
    ({ key, backend }) => `${key} ${backend}`,
  );
  expect(places.sort()).toEqual([
    'CARD_FEES_KEY env',
    'MAIL_KEY env',
    'QUEUE_URL local',
    'SPARE_KEY local',
  ]);
  expect(
    await searchConsole(
      server,
      FILES.map((name) => `canary-of-${name}`),
    ),
  ).toEqual([]);
});
