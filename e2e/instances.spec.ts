// Database connections: an address is kept, tested against a real PostgreSQL, mended and deleted; its password stays unseen.

import { statSync } from 'node:fs';
import path from 'node:path';
import { createPostgresCluster, type PostgresCluster } from '@/lib/testing/postgres-cluster';
import { newCanary } from './fixtures/canary';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { searchConsole } from './fixtures/search-console';

let cluster: PostgresCluster;
test.beforeAll(async () => {
  cluster = await createPostgresCluster();
});
test.afterAll(() => cluster.remove());

test('a database is added, tested, given another address and deleted by its typed name', async ({
  adminPage: page,
  server,
  witness,
}) => {
  const value = newCanary('database');
  const password = encodeURIComponent(value);
  const { host, hostname, port } = new URL(cluster.url);
  const addressOf = (database: string) => `postgresql://postgres:${password}@${host}/${database}`;
  await page.goto(`${server.url}/backends`);
  await page.getByRole('link', { name: 'Databases', exact: true }).click();
  await expect(page.getByText('Database connections belong here')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Add database' }).first().click();
  const sheet = page.getByRole('dialog', { name: 'Add database' });
  await sheet.getByLabel('Name', { exact: true }).fill('Orders');
  await sheet.getByLabel('Address').fill(`https://user:${password}@db.example.org/`);
  await sheet.getByRole('button', { name: 'Add database' }).click();
  await expect(sheet.getByText('Give the address of one host')).toBeVisible();
  await expectAccessible(page);
  await sheet.getByLabel('Address').fill(addressOf('nowhere'));
  await sheet.getByRole('button', { name: 'Add database' }).click();
  await expect(sheet).toBeHidden();
  expect(statSync(path.join(server.configDir, 'instance.key')).mode & 0o777).toBe(0o600);

  const row = page.getByRole('row').filter({ hasText: 'Orders' });
  await expect(row).toContainText(`${hostname}:${port}`);
  await expect(row).toContainText('nowhere');
  await expect(row).toContainText('not tested');
  await expect(row).toContainText('in use');
  await row.getByRole('button', { name: 'Orders' }).click();
  const facts = page.getByRole('dialog', { name: 'Orders', exact: true });
  await facts.getByRole('button', { name: 'Test connection' }).click();
  await expect(facts.getByText('It has no database nowhere')).toBeVisible();
  await expectAccessible(page);

  await facts.getByRole('button', { name: 'Change' }).click();
  const change = page.getByRole('dialog', { name: 'Change Orders' });
  await change.getByLabel('Address').fill(addressOf('postgres'));
  await change.getByRole('button', { name: 'Save database' }).click();
  await expect(change).toBeHidden();
  await facts.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText(/orders: PostgreSQL [\d.]+ answered/).first()).toBeVisible();
  await expect(facts.getByText('worked', { exact: false }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(facts).toBeHidden();
  await expect(row).toContainText('worked');

  await page.setViewportSize({ width: 320, height: 640 });
  await expect(row).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(320);
  await expectAccessible(page);

  await witness.look(page);
  const hits = await witness.search([value, password]);
  // What was typed went out in the requests that sealed it.
  expect(hits.filter(({ place }) => place.startsWith('answer'))).toEqual([]);
  expect(await searchConsole(server, [value, password])).toEqual([]);

  await row.getByRole('button', { name: 'Orders' }).click();
  await facts.getByRole('button', { name: 'Delete…' }).click();
  const asked = page.getByRole('alertdialog', { name: 'Delete Orders?' });
  await asked.getByRole('button', { name: 'Delete database' }).click();
  await expect(asked.getByText('exactly as it is written here')).toBeVisible();
  await asked.getByLabel('Type orders to confirm').fill('orders');
  await asked.getByRole('button', { name: 'Delete database' }).click();
  await expect(asked).toBeHidden();
  await expect(page.getByText('Database connections belong here')).toBeVisible();
});
